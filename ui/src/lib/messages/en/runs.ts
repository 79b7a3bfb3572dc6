/** Words of the Runs page and of a run anywhere. */

const count = (value: number, one: string, many: string) =>
  `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`;

export const runs = {
  title: 'Runs',
  states: {
    waiting: 'Waiting',
    running: 'Running',
    done: 'Done',
    partly: 'Partly done',
    failed: 'Failed',
    parked: 'Needs you',
    cancelled: 'Cancelled',
    skipped: 'Skipped'
  } as Record<string, string>,
  columns: {
    type: 'Type',
    job: 'Job',
    due: 'Due',
    started: 'Started',
    finished: 'Ended',
    duration: 'Duration',
    attempt: 'Try',
    status: 'Status',
    did: 'What it did'
  },
  filterType: 'Type',
  filterState: 'Status',
  allTypes: 'All types',
  allStates: 'All',
  stateFilters: { all: 'All', live: 'In progress', trouble: 'Trouble', skipped: 'Skipped' },
  ofJob: (name: string) => `Runs of ${name}`,
  clearJob: 'Show runs of all jobs',
  byHand: 'By hand',
  made: {
    title: (ads: number) => (ads === 1 ? 'The ad it made' : `The ${ads} ads it made`),
    review: (waiting: number) => `Review ${waiting}`,
    look: 'Look at them',
    key: 'Review the ads it made'
  },
  loadingMore: 'Loading older runs',
  end: 'No older runs',
  empty: {
    title: 'Nothing has run yet',
    why: 'Every sync, picture download and report will be listed here with what it did, how long it took and its log.',
    act: 'Plan a job'
  },
  noMatch: 'No run matches these filters',
  clear: 'Clear filters',

  /** A run that makes ads, while it does. */
  making: {
    template: 'Template',
    size: 'Size',
    colour: 'Colours',
    attempted: 'Tried',
    approved: 'Pass',
    flagged: 'To look at',
    rejected: 'Fail a check',
    failed: 'Failed',
    /** In a line: `3 pass, 1 to look at, 0 fail a check`. */
    sofar: (approved: number, flagged: number, rejected: number, failed: number) =>
      [
        count(approved, 'passes', 'pass'),
        `${flagged} to look at`,
        count(rejected, 'fails a check', 'fail a check'),
        ...(failed > 0 ? [`${failed} failed`] : [])
      ].join(', ')
  },

  late: (due: string, ran: string) => `due ${due}, ran ${ran}`,
  /** Why a due time did not run, or a run stands still. */
  reasons: {
    asleep: 'the computer was asleep',
    closed: 'Ad Creator was closed',
    paused: 'the job was paused',
    overlap: 'the run before was still going',
    too_late: 'it would have started too late',
    edited: 'the job was changed first',
    superseded: 'a later run did the work',
    cancelled: 'you cancelled it',
    retry: 'a try failed; it goes on by itself',
    interrupted: 'Ad Creator was closed during it',
    needs_person: 'it needs you',
    rate_limited: 'Meta asked to wait',
    offline: 'there is no network',
    busy: 'other jobs are running'
  } as Record<string, string>,
  times: (times: number) => (times === 1 ? 'once' : `${times.toLocaleString('en-US')} times`),
  lastDue: (last: string) => `last ${last}`,

  detail: {
    label: 'Run',
    cancel: 'Cancel',
    cancelling: 'Cancelling',
    retry: 'Try again',
    openJob: 'Open the job',
    progress: 'Progress',
    did: 'What it did',
    nothing: 'It changed nothing.',
    picture: 'A picture of an ad',
    lists: { top: 'Did well: spend, ROAS', attention: 'Needs attention: spend, ROAS' } as Record<string, string>,
    parameters: 'Parameters',
    said: { true: 'yes', false: 'no' } as Record<string, string>,
    attempts: 'Tries',
    attempt: (number: number) => `Try ${number}`,
    items: 'Worked through',
    itemsLine: (done: number, skipped: number, failed: number, waiting: number) =>
      [
        `${done.toLocaleString('en-US')} done`,
        skipped > 0 ? `${skipped.toLocaleString('en-US')} left out` : '',
        failed > 0 ? `${failed.toLocaleString('en-US')} failed` : '',
        waiting > 0 ? `${waiting.toLocaleString('en-US')} to do` : ''
      ]
        .filter(Boolean)
        .join(', '),
    log: 'Log',
    showLog: 'Show the log',
    hideLog: 'Hide the log',
    noLog: 'No lines: nothing out of the ordinary happened.',
    copyLog: 'Copy',
    copied: 'Copied',
    warnings: 'What to know',
    whatNow: 'What to do',
    safe: 'What is safe',
    safeText: 'Everything stored before the failed step is kept. Trying again goes on from there.',
    due: 'Due',
    started: 'Started',
    finished: 'Finished',
    duration: 'Worked',
    trigger: 'Started by',
    triggers: {
      scheduled: 'the schedule',
      manual: 'you',
      api: 'another job',
      history: 'the system before this one'
    } as Record<string, string>,
    triedAgain: (when: string) => `tried again ${when}`,
    outcomes: {
      running: 'Running',
      completed: 'Done',
      failed: 'Failed',
      waiting: 'Waited',
      interrupted: 'Interrupted',
      cancelled: 'Cancelled',
      parked: 'Stopped for you'
    } as Record<string, string>
  },
  done: {
    cancelled: 'The run stops at the next safe point',
    retried: 'The run is tried again'
  },

  /** What a run did, by the keys its handler writes. */
  facts: {
    attempted: (value: number) => count(value, 'ad made', 'ads made'),
    files: (value: number) => count(value, 'file', 'files'),
    approved: (value: number) => count(value, 'passes', 'pass'),
    flagged: (value: number) => `${value.toLocaleString('en-US')} to look at`,
    rejected: (value: number) => count(value, 'fails a check', 'fail a check'),
    attention: (value: number) => count(value, 'ad needs a look', 'ads need a look'),
    top: (value: number) => count(value, 'top ad', 'top ads'),
    ads_counted: (value: number) => count(value, 'ad judged', 'ads judged'),
    stored: (value: number) => count(value, 'picture', 'pictures'),
    shared: (value: number) => `${value.toLocaleString('en-US')} used by several ads`,
    not_downloadable: (value: number) => `${value.toLocaleString('en-US')} not to be had`,
    insight_rows: (value: number) => count(value, 'daily row', 'daily rows'),
    changed_rows: (value: number) => `${value.toLocaleString('en-US')} changed`,
    ads: (value: number) => count(value, 'ad', 'ads'),
    ad_sets: (value: number) => count(value, 'ad set', 'ad sets'),
    campaigns: (value: number) => count(value, 'campaign', 'campaigns'),
    failed: (value: number) => `${value.toLocaleString('en-US')} failed`,
    requests: (value: number) => count(value, 'request', 'requests')
  } as Record<string, (value: number) => string>
};
