import { plural } from '../plural';

export const frame = {
  pages: {
    overview: 'Overview',
    performance: 'Performance',
    create: 'Create',
    review: 'Review',
    library: 'Library',
    schedule: 'Schedule',
    runs: 'Runs',
    settings: 'Settings',
    welcome: 'Welcome'
  },
  groups: { measure: 'Measure', make: 'Make', run: 'Run' },
  navigation: 'Pages',
  collapse: 'Collapse the sidebar',
  expand: 'Expand the sidebar',
  skip: 'Skip to the page',
  toReview: (count: number) => `${plural(count, 'ad waits', 'ads wait')} for a decision`,
  search: 'Search',
  account: 'Ad account',
  allAccounts: 'All accounts',
  noAccount: 'No account yet',
  addAccount: 'Connect an account',
  range: {
    label: 'Date range',
    presets: 'Relative',
    custom: 'Custom',
    from: 'From',
    to: 'To',
    compare: 'Compare with',
    versus: (days: string) => `vs ${days}`,
    words: (days: string, zone: string) => `${days} · ${zone}`,
    endsAt: (day: string) => `Ends ${day}, the last complete day that is stored.`,
    soFar: 'Today stands apart as “so far” and is never compared.',
    zone: (zone: string) => `Days are those of the ad account, in ${zone}.`,
    backwards: 'The first day lies after the last one.',
    noDay: 'Write days like 2026-11-20.',
    none: 'No complete day stored yet',
    preset: {
      yesterday: 'Yesterday',
      last7: 'Last 7 days',
      last14: 'Last 14 days',
      last28: 'Last 28 days',
      last30: 'Last 30 days',
      last90: 'Last 90 days',
      thisWeek: 'This week',
      lastWeek: 'Last week',
      thisMonth: 'This month',
      lastMonth: 'Last month',
      thisQuarter: 'This quarter',
      custom: 'Custom'
    },
    comparison: {
      previous: 'The days before',
      week: 'Same weekdays before',
      year: 'A year before',
      none: 'Nothing'
    }
  },
  status: {
    label: 'Status',
    dataAsOf: (when: string) => `Data as of ${when}`,
    noData: 'No data yet',
    running: (what: string) => what,
    progress: (done: string, total: string) => `${done} of ${total}`,
    waiting: (when: string) => `Waits for Meta until ${when}`,
    nextRun: (when: string, what: string) => `Next run ${when} ${what}`,
    noNextRun: 'Nothing scheduled',
    token: (days: number) => `Token ${plural(days, 'day', 'days')}`,
    tokenExpired: 'Token expired',
    offline: 'Offline',
    offlineWhy: 'No network. Everything stored can be read; syncs go on when it is back.',
    readOnly: 'Read-only',
    readOnlyWhy: 'Another installation runs this file. Nothing runs or changes here.',
    demo: 'Demo',
    demoWhy: 'This is an invented account. Its figures come from a simulator inside the app.',
    missed: (count: number) => plural(count, 'run was missed', 'runs were missed')
  },
  readOnly: {
    title: 'This file belongs to another installation and is open for reading.',
    act: 'Run it here'
  },
  palette: {
    label: 'Search and commands',
    placeholder: 'Search pages, actions and ads',
    nothing: 'Nothing found.',
    recent: 'Recent',
    ads: 'Ads',
    hint: 'opens, moves, closes'
  },
  sheet: {
    title: 'Keys',
    filter: 'Filter keys',
    nothing: 'No key with that word.'
  },
  actions: {
    group: { go: 'Go to', view: 'View', list: 'In a list', help: 'Help', app: 'App' },
    goOverview: 'Go to Overview',
    goPerformance: 'Go to Performance',
    goCreate: 'Go to Create',
    goReview: 'Go to Review',
    goLibrary: 'Go to Library',
    goSchedule: 'Go to Schedule',
    goRuns: 'Go to Runs',
    goSettings: 'Go to Settings',
    palette: 'Search and commands',
    keys: 'Show the keys',
    theme: { light: 'Light theme', dark: 'Dark theme', system: 'Theme of the system' },
    privacyOn: 'Privacy mode: blur money and names',
    privacyOff: 'Leave privacy mode',
    rail: 'Collapse or expand the sidebar',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    zoomReset: 'Actual size',
    searchList: 'Search the list',
    down: 'Next row',
    up: 'Previous row',
    open: 'Open the row',
    select: 'Select the row',
    back: 'Close the panel',
    quit: 'Quit',
    account: (name: string) => `Account: ${name}`,
    range: (name: string) => `Date range: ${name}`
  },
  tray: {
    title: 'Ad Creator stays in the tray',
    text: 'Closing the window keeps the app running, so that scheduled jobs are done on time. The tray icon, or starting Ad Creator again, brings the window back. Ctrl Q quits.',
    act: 'Hide the window'
  },
  quit: {
    title: 'Quit while work is in progress?',
    text: (running: number) =>
      `${plural(running, 'run is', 'runs are')} in progress. What is done so far is stored; it goes on at the next start.`,
    stay: 'Keep running',
    act: 'Quit'
  },
  toasts: { label: 'Messages' }
};
