/** Words of the Schedule page. */

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

export const schedule = {
  title: 'Schedule',
  summary: (jobs: number, running: number, paused: number) =>
    [plural(jobs, 'job', 'jobs'), running > 0 ? `${running} running` : '', paused > 0 ? `${paused} paused` : '']
      .filter(Boolean)
      .join(', '),
  filterLabel: 'Show jobs of a kind',
  filters: { all: 'All', sync: 'Sync', make: 'Make', report: 'Report' },
  searchLabel: 'Search jobs',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  newJob: 'New job',
  columns: { type: 'Type', job: 'Job', next: 'Next run', last: 'Last run' },
  groups: { today: 'Today', tomorrow: 'Tomorrow', week: 'This week', later: 'Later', none: 'No next run' },
  groupNote: {
    week: (day: string) => `to ${day}`,
    later: (day: string) => `from ${day}`,
    none: 'paused, done, or run by hand'
  },
  running: 'Running',
  waiting: 'Waiting',
  overdue: 'due now',
  in: (span: string) => `in ${span}`,
  timeHere: (time: string) => `${time} here`,
  paused: 'Paused',
  wouldBe: (when: string) => `would be ${when}`,
  finished: 'Finished',
  runsOf: (done: number, max: number) => `${done} of ${plural(max, 'run', 'runs')}`,
  never: 'Not yet',
  progress: (done: string, total: string | undefined, unit: string) =>
    `${total === undefined ? done : `${done} of ${total}`}${unit ? ` ${unit}` : ''}`,

  empty: {
    title: 'Nothing is scheduled',
    why: 'A job here syncs your accounts, downloads ad pictures or writes the daily report at a time you choose, while Ad Creator runs in the window or the tray.',
    noAccount: 'Connect an ad account first: every job works for one.',
    act: 'Plan the first sync',
    connect: 'Connect an account'
  },
  noMatch: 'No job matches',
  noZone: 'No zone of that name',
  showAll: 'Show all jobs',

  panel: {
    label: 'Job',
    close: 'Close',
    runNow: 'Run now',
    pause: 'Pause',
    resume: 'Resume',
    edit: 'Edit',
    more: 'More',
    duplicate: 'Duplicate',
    remove: 'Put away',
    copyCron: 'Copy the rule',
    openRun: 'Open the run',
    cancelRun: 'Cancel this run',
    type: 'Type',
    repeats: 'Repeats',
    zone: 'Time zone',
    missed: 'If missed',
    runs: 'Runs',
    account: 'Account',
    next: 'Next five runs',
    noNext: 'No more runs.',
    pausedNext: 'Nothing runs while it is paused.',
    past: 'Past runs',
    pastNote: 'height is duration',
    noPast: 'It has not run yet.',
    allRuns: 'All runs of this job',
    nowThere: (time: string) => `now ${time}`,
    accountZone: (time: string) => `the account’s, now ${time}`,
    upTo: (late: string) => `up to ${late} late`,
    anyLateness: 'however late'
  },

  form: {
    createTitle: 'New job',
    editTitle: 'Edit job',
    type: 'Type',
    name: 'Name',
    namePlaceholder: 'What you will call it',
    account: 'Account',
    chooseAccount: 'Choose an account',
    repeats: 'Repeats',
    time: 'At',
    and: 'and',
    atMinute: 'at minute',
    minutePast: 'Minutes past the hour',
    every: 'Every',
    hours: 'hours',
    hour: 'hour',
    dayOfMonth: 'Day',
    days: 'Days',
    cron: 'Rule',
    cronHelp: 'Minute, hour, day, month, weekday. 0 and 7 are Sunday.',
    date: 'On',
    zone: 'Time zone',
    zonePlaceholder: 'Search a city',
    missed: 'If missed',
    missedKinds: { once: 'Run once on waking', each: 'Run each', skip: 'Skip' } as Record<string, string>,
    missedLimit: 'at most',
    late: 'Lateness limit',
    lateNone: 'No limit',
    maxRuns: 'Stop after',
    maxRunsNone: 'Never',
    maxRunsUnit: 'runs',
    retries: 'Retries',
    retriesUsual: 'as usual',
    retriesUnit: 'more tries when a run fails',
    parameters: 'What it does',
    /** The name of a new job until a person writes another. */
    nameOf: (type: string, does: string, account: string | null) =>
      account === null
        ? does
        : `${
            {
              meta_sync: 'Sync',
              asset_download: 'Pictures',
              scorecard: 'Daily report',
              ad_creation_v2: 'Ads for',
              ad_creation: 'Feed ads for'
            }[type] ?? does
          } ${account}`,
    save: 'Save',
    create: 'Create job',
    discard: 'Discard',
    next: 'Next five runs',
    same: (names: string[]) => `Does the same as ${names.join(' and ')}`,
    asNeeded: 'As needed',
    kinds: {
      once: 'Once',
      hours: 'Every few hours',
      daily: 'Daily',
      twice: 'Twice a day',
      weekdays: 'On weekdays',
      weekly: 'On days of the week',
      monthly: 'Monthly',
      custom: 'By a cron rule'
    } as Record<string, string>,
    lateChoices: { 15: '15 min', 60: '1 h', 360: '6 h', 1440: '24 h', 10080: '7 days' } as Record<number, string>,
    needName: 'Give it a name.',
    needAccount: 'Choose the account it works for.',
    needProduct: 'Choose the product it makes ads for.',
    chooseProduct: 'Choose a product',
    needDays: 'Choose at least one day.',
    needTime: 'Write a time like 06:30.',
    needMinute: 'Write minutes from 00 to 59.',
    needSome: 'Choose at least one.',
    hooksFree: 'None chosen: the best of all hooks.',
    unknown: 'Not in the library any more',
    usualOffer: 'The product’s usual one',
    noOffer: 'None',
    usualPersona: 'The first of the product',
    needDate: 'Choose a day and a time.',
    bounds: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
    amount: 'A number like 10 or 10.50.'
  },

  /** Each parameter of each job type: its label and the unit behind the field. */
  params: {
    account: { label: 'Account', unit: '' },
    history: { label: 'Older days', unit: '' },
    days_back: { label: 'Days back', unit: 'days' },
    download_max_images: { label: 'Images', unit: 'at most a run' },
    download_max_videos: { label: 'Videos', unit: 'posters at most a run' },
    max_images: { label: 'Images', unit: 'at most a run' },
    max_videos: { label: 'Videos', unit: 'posters at most a run' },
    min_spend: { label: 'Count ads from', unit: 'spent' },
    product_id: { label: 'Product', unit: '' },
    template_selection_mode: { label: 'Templates', unit: '' },
    template_count: { label: 'How many', unit: 'templates a run' },
    num_variations: { label: 'Hooks', unit: 'at most for each template' },
    canvas_sizes: { label: 'Sizes', unit: '' },
    color_modes: { label: 'Colours', unit: '' },
    hook_ids: { label: 'Chosen hooks', unit: '' },
    offer_variant_id: { label: 'Offer', unit: '' },
    persona_id: { label: 'For whom', unit: '' },
    template_ids: { label: 'Chosen templates', unit: '' },
    asset_strictness: { label: 'Pictures', unit: '' },
    over_cap: { label: 'Too many files', unit: '' },
    name: { label: 'Name of the batch', unit: '' },
    seed: { label: 'Throw of the dice', unit: '' },
    ads: { label: 'Ads of the board', unit: '' }
  } as Record<string, { label: string; unit: string }>,

  /** What a job that makes ads is to make. */
  wish: {
    bestMatch: (count: number) => `Best match, ${plural(count, 'template', 'templates')} a run`,
    shuffle: (count: number) => `Shuffle, ${plural(count, 'template', 'templates')} a run`,
    shuffleUnused: (count: number) => `Shuffle, ${plural(count, 'unused template', 'unused templates')} a run`,
    byHand: 'Chosen by hand',
    hooksLabel: 'Hooks',
    bestHooks: (count: number) => (count === 1 ? 'The best for each template' : `The best ${count} for each template`),
    allHooks: 'All of the product',
    hooks: (count: number) => plural(count, 'hook', 'hooks'),
    bestOf: (best: number, count: number) => `The best ${best} of ${plural(count, 'hook', 'hooks')} for each template`,
    usualOffer: 'The product’s usual one',
    noOffer: 'None',
    offerGone: 'One that is not in the library any more',
    productGone: 'One that is not in the library any more',
    gone: (count: number) => `${count} not in the library any more`,
    ads: (count: number) => `${plural(count, 'ad', 'ads')}, exactly as on the board`,
    splits: 'Makes several runs',
    makesNothing: 'Makes nothing, the run says why'
  },

  /** What runs that make ads will make. */
  forecast: {
    title: 'What each will make',
    sum: (ads: number, files: number, ideas: number) =>
      `${plural(ads, 'ad', 'ads')}, ${plural(files, 'file', 'files')}, ${plural(ideas, 'distinct idea', 'distinct ideas')}`,
    about: (time: string, size: string) => `about ${time}, ${size}`,
    tooMuch: (files: number, cap: number) =>
      `${plural(files, 'file is', 'files are')} more than one run makes (${cap}). Choose fewer, or “Makes several runs” under “Too many files”.`,
    runs: (runs: number) => `in ${plural(runs, 'run', 'runs')}`,
    pictures: (when: string) => `First ads of ${when}, as the library stands now`,
    more: (ads: number) => `and ${plural(ads, 'more ad', 'more ads')}`
  },

  /** The words that a parameter may have, as a person reads them. */
  choices: {
    smart_select: 'Best match',
    roll_the_dice: 'Shuffle',
    manual: 'Chosen by hand',
    '1080x1350px': '4:5',
    '1080x1920px': '9:16',
    '1080x1080px': '1:1',
    '1200x628px': '1.91:1',
    original: 'Original',
    brand: 'Brand',
    complementary: 'Complementary',
    default: 'As the brand says',
    growth: 'Must suit',
    premium: 'Must suit well',
    ask: 'Makes nothing, the run says why',
    split: 'Makes several runs'
  } as Record<string, string>,

  /** How a rule reads in a line. */
  rule: {
    hours: (step: number) => (step === 1 ? 'every hour' : `every ${step} h`),
    daily: (time: string) => `daily, ${time}`,
    twice: (first: string, second: string) => `daily, ${first} and ${second}`,
    weekdays: (time: string) => `weekdays, ${time}`,
    weekly: (days: string, time: string) => `${days}, ${time}`,
    monthly: (day: number, time: string) => `monthly on the ${ordinal(day)}, ${time}`,
    custom: (expression: string) => `rule ${expression}`,
    once: (day: string, time: string) => `once, ${day} ${time}`
  },
  dayNames: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  dayShort: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  dayPlural: ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'],

  undo: 'Undo',
  undoKey: 'Take back the last pause, resume or putting away',
  nothingToUndo: 'Nothing to undo',
  done: {
    created: (name: string) => `${name} is planned`,
    saved: (name: string) => `${name} is saved`,
    paused: (name: string) => `${name} is paused`,
    resumed: (name: string) => `${name} runs again when due`,
    started: (name: string) => `${name} starts now`,
    restored: (name: string) => `${name} is back, paused as before`,
    removed: (name: string) => `${name} is put away`,
    pausedAll: (count: number) => `${plural(count, 'job is', 'jobs are')} paused`,
    resumedAll: (count: number) => `${plural(count, 'job runs', 'jobs run')} again when due`,
    pausedSome: (count: number, still: string[], why: string) =>
      `${count > 0 ? `${plural(count, 'job is', 'jobs are')} paused. ` : ''}Not paused: ${still.join(', ')}. ${why}`,
    nothingToPause: 'No job is active: nothing to pause',
    nothingToResume: 'No job is paused: nothing to resume'
  },
  unsaved: {
    title: 'Discard the changes?',
    text: 'What you typed in this form is not saved.',
    discard: 'Discard',
    keep: 'Keep editing'
  }
};

function ordinal(day: number): string {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}
