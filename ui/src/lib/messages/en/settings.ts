/** Words of the Settings page. */

import { plural } from '../plural';

const written = (count: number) => count.toLocaleString('en-US');

export const settings = {
  title: 'Settings',
  sections: {
    accounts: 'Accounts',
    targets: 'Targets',
    making: 'Making ads',
    file: 'File',
    network: 'Network',
    appearance: 'Appearance',
    window: 'Window and tray',
    about: 'About'
  },
  sectionsLabel: 'Sections of the settings',

  making: {
    cap: 'Files a run makes at most',
    why: 'A plan of more files is made by several runs, if you agree to that; otherwise nothing is made and the run says why. Every file that is tried counts, whatever becomes of it.',
    bounds: (least: number, most: number, usual: number) => `From ${least} to ${most}, usually ${usual}.`,
    save: 'Save',
    saved: (cap: number) => `A run makes at most ${plural(cap, 'file', 'files')}`
  },

  accounts: {
    lead: 'Meta ad accounts this file reads. Ad Creator looks; it never changes or publishes anything.',
    connect: 'Connect an account',
    none: 'No account is connected yet.',
    demo: 'Demo',
    local: (url: string) => `answers at ${url}`,
    facts: (currency: string, zone: string) => `${currency}, days of ${zone}`,
    stored: (campaigns: number, ads: number, rows: number) =>
      `${plural(campaigns, 'campaign', 'campaigns', written(campaigns))}, ${plural(ads, 'ad', 'ads', written(ads))}, ${plural(rows, 'daily row', 'daily rows', written(rows))}`,
    nothingStored: 'nothing stored yet',
    synced: 'Synced',
    neverSynced: 'Never synced',
    datasets: 'Read last',
    dataset: {
      campaigns: 'Campaigns',
      ad_sets: 'Ad sets',
      ads: 'Ads',
      ad_destinations: 'Where ads lead',
      meta_ads_performance: 'Daily rows',
      ad_assets: 'Pictures'
    } as Record<string, string>,
    read: (when: string, records: number | null) => (records === null ? when : `${when}, ${written(records)}`),
    neverRead: 'never',
    failed: (when: string) => `failed ${when}:`,
    token: 'Token',
    person: (name: string) => `of ${name}`,
    endsIn: 'Ends',
    neverEnds: 'Does not end, or Meta did not say when',
    ended: 'Ended',
    dataAccess: 'Access to data',
    checked: 'Checked',
    neverChecked: 'Never checked',
    rights: 'Rights',
    missing: 'missing',
    brand: 'Brand',
    noBrand: 'None',
    windows: 'Attribution',
    readWindows: 'Also read results by attribution window',
    windowsWhy:
      '7-day click, 1-day click and 1-day view, shown beside an ad. The next sync reads the last 28 days again; every reply of Meta is larger.',
    check: 'Check again',
    checking: 'Checking',
    newToken: 'New token',
    syncNow: 'Sync now',
    syncStarted: 'The sync starts',
    checkedFine: 'The connection works',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name} and its data?`,
    removeText: (rows: string) =>
      `This deletes ${rows} from this file, with its targets, and forgets the token. Jobs for this account are put away. The account itself at Meta is not touched. It can be connected and synced again, back to 37 months; what Meta no longer tells is gone.`,
    removeType: (name: string) => `Type ${name} to go on`,
    removeAct: 'Remove the account and its data',
    removed: (name: string) => `${name} is removed`
  },

  connect: {
    title: 'Connect an ad account',
    newTokenTitle: (name: string) => `New token for ${name}`,
    account: 'Ad account',
    accountHelp: 'The number in Ads Manager, beside the account’s name: act_1234 or 1234.',
    token: 'Access token',
    tokenHelp: 'Made in your Meta app or business settings for a person or system user with the right ads_read.',
    tokenPlace: {
      keychain: 'It goes into this computer’s keychain, never into the file.',
      process: 'There is no keychain here: the token stays in memory until you quit.'
    },
    where: 'Graph API address',
    whereHelp: 'Only for a simulator on this computer. Empty is Meta.',
    advanced: 'Other address',
    look: 'Check the token',
    check: 'Check and connect',
    connect: 'Connect',
    back: 'Other token',
    checking: 'Asking Meta',
    needAccount: 'Write the account’s number.',
    needChoice: 'Choose an account.',
    needToken: 'Paste the token.',
    which: 'Which account?',
    choose: 'Accounts that this token sees',
    search: 'Name or number',
    noneFound: 'No account has this name or number.',
    seesNone: 'Meta names no account for this token. If you know one that it may read, write its number.',
    inactive: 'cannot run ads',
    connectedAlready: 'connected',
    byNumber: 'Another account, by its number',
    fromList: 'Choose from the list',
    found: 'Connected',
    who: 'Who',
    rights: 'Rights',
    ends: 'Token ends',
    endsNever: 'not set, or Meta did not say',
    zone: 'Currency and days',
    kept: 'The token is in the keychain.',
    notKept: 'The token is kept until you quit: there is no keychain here.',
    next: 'Sync it now',
    later: 'Later'
  },

  targets: {
    lead: 'What a result may cost. Colours, pacing and advice compare with this.',
    account: 'Whole account',
    noAccount: 'Connect an account to set its targets.',
    result: 'Result that counts',
    resultHelp: (days: number) => `Counted over the last ${plural(days, 'stored day', 'stored days')}.`,
    resultCount: (count: string) => `${count} counted`,
    kind: 'Target',
    kinds: { cpa: 'Cost per result', roas: 'Purchase ROAS' },
    cpa: 'Target cost per result',
    roas: 'Target ROAS',
    averageOrder: 'Average order',
    margin: 'Margin',
    marginUnit: '% left of an order after its costs',
    budget: 'Monthly budget',
    breakEven: 'Break-even',
    breakEvenWords: (cpa: string, roas: string) => `${cpa} a result, ROAS ${roas}`,
    breakEvenNeeds: 'Fill in average order and margin to see it.',
    aboveBreakEven: 'The target is dearer than break-even: every result at target loses money.',
    useProposal: (days: number) => `Fill in from the last ${plural(days, 'day', 'days')}`,
    save: 'Save targets',
    saved: 'Targets are saved',
    notSet: 'not set',
    wasRoas: (roas: string) => `${roas} in these days`,
    campaign: 'Campaign',
    change: 'Change',
    campaigns: 'Campaigns',
    campaignsHelp: 'A campaign without targets of its own uses those of the account.',
    ownTargets: 'Own targets',
    inherits: 'as the account',
    setOwn: 'Set own',
    clearOwn: 'Use the account’s',
    cleared: (name: string) => `${name} uses the account’s targets again`,
    spent: 'Spent, 30 days',
    noCampaigns: 'Campaigns appear here after the first sync.',
    understood: (amount: string) => `Read as ${amount}`,
    amountWrong: 'An amount above 0, like 28 or 28.50.',
    percentWrong: 'A percentage from 1 to 100.',
    roasWrong: 'A number above 0, like 2 or 1.86.'
  },

  file: {
    lead: 'One file holds everything: figures, pictures, schedules and their history. Any SQLite tool opens it.',
    path: 'File',
    size: 'Size',
    pictures: (size: string) => `${size} of it pictures`,
    owner: 'Runs',
    step: 'Schema step',
    checks: {
      pages: 'Pages',
      references: 'References',
      schema: 'Schema',
      pictures: 'Pictures',
      lock: 'Lock',
      disk: 'Disk'
    } as Record<string, string>,
    runsHere: 'This installation runs it',
    runsElsewhere: 'Another installation runs it',
    nobody: 'Nobody runs it yet',
    since: 'since',
    demo: 'Demo file',
    readOnlyTitle: 'Open for reading only',
    readOnlyText:
      'Another installation runs this file, so nothing is synced, scheduled or changed here. If that installation is gone or closed for good, take the file over: from then on it runs here and opens read-only there.',
    unwritableText:
      'The file, or the folder it is in, may not be written, so nothing is synced, scheduled or changed here. Allow writing or copy the file to a folder of yours, then open it again.',
    runItHere: 'Run it here',
    takeOverTitle: 'Run this file here?',
    takeOverText:
      'Jobs run here from now on, and the other installation opens the file read-only. If both are open on a shared drive, close it there first.',
    takeOver: 'Run it here',
    tookOver: 'This installation runs the file now',
    show: 'Show in folder',
    copyPath: 'Copy the path',
    openOther: 'Open another file',
    newFile: 'New file',
    backup: 'Back up',
    backupHelp: 'A complete copy, while the file is in use.',
    backedUp: (path: string) => `Backed up to ${path}`,
    restore: 'Restore',
    restoreHelp: 'Brings a backup back in place of this file.',
    restoreTitle: 'Restore this backup?',
    restoreText: (name: string) =>
      `${name} takes the place of the open file. What was stored since that backup was made is gone from it; the open file is kept beside it as a copy first.`,
    restoreAct: 'Restore',
    restored: 'The backup is in place',
    copies: 'Copies made before upgrades',
    noCopies: 'None: this file was never upgraded.',
    check: 'Check the file',
    checkHelp: 'Reads everything and compares it with what it should be.',
    checking: 'Reading the whole file',
    sound: 'Everything is as it should be.',
    unsound: 'Something is not as it should be.',
    filter: 'Ad Creator files'
  },

  network: {
    lead: 'Every request this file made. Nothing else leaves this computer: no usage data, no update checks.',
    none: 'Nothing has been sent from this file.',
    host: 'Host',
    what: 'For',
    requests: 'Requests',
    failures: 'Failed',
    bytes: 'Received',
    last: 'Last used',
    total: 'Total',
    purposes: {
      graph: 'Meta’s Graph API: accounts, campaigns, figures',
      pictures: 'Pictures of your ads',
      local: 'A simulator on this computer'
    }
  },

  appearance: {
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    zoom: 'Size',
    privacy: 'Privacy mode',
    privacyHelp: 'Blurs money and names, for screen sharing.',
    rail: 'Sidebar',
    railCollapsed: 'Only icons',
    density: 'Rows',
    densityHelp: 'Set on the Performance page, per table.'
  },

  window: {
    close: 'Closing the window',
    closeHelp:
      'The window hides to the tray and jobs run on time. Quit is in the tray’s menu and in the palette; it asks first if something runs.',
    where:
      'Jobs run while Ad Creator is in the window or the tray. What was due while it was closed or the computer slept is made up for as each job says.'
  },

  about: {
    version: 'Version',
    graph: 'Graph API',
    logs: 'Log files',
    secrets: 'Tokens',
    secretPlaces: { keychain: 'in this computer’s keychain', process: 'in memory, until you quit' },
    licence: 'Licence',
    licences: 'What it is made of',
    find: 'Find a part',
    parts: (count: number) => plural(count, 'part', 'parts', written(count)),
    openLogs: 'Open the folder'
  }
};
