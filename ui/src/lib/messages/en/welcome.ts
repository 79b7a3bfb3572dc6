/** Words of the Welcome page and of the questions after the first sync. Only what the product does is promised here. */

export const welcome = {
  title: 'Welcome',
  headline: 'See which ads earn their money',
  lead: 'Works without an account and offline. Your data stays in one file on this computer.',
  ways: {
    demo: {
      title: 'Open the demo',
      text: 'Saltwick, an invented brand: 48 ads, 90 days, about $50,000 a month.',
      note: 'Ready in seconds, kept apart from your own data',
      again: 'As you left it, kept apart from your own data',
      act: 'Open the demo',
      busy: 'Opening the demo'
    },
    connect: {
      title: 'Connect an ad account',
      text: 'Meta, read only: it can look, not change or publish.',
      note: 'The newest week first, history after it',
      act: 'Connect'
    },
    open: {
      title: 'Open a file',
      text: 'An .adcreator file, also one from another computer: it opens for reading.',
      note: '',
      act: 'Open a file'
    }
  },
  unopened: (path: string) => `The file opened last stays closed: ${path}`,
  recent: 'Opened before',
  gone: 'not there any more',
  forget: 'Forget',
  demoSteps: {
    making: 'Making the file',
    simulator: 'Starting the invented ad account',
    newest: 'Reading the newest week',
    done: 'Done',
    progress: (done: number, total: number) => `${done} of ${total}`
  },
  tour: {
    title: 'Two minutes in the demo',
    steps: [
      {
        at: '0:10',
        what: 'Read yesterday in one sentence',
        how: 'Overview: spent, purchases, cost per purchase, target'
      },
      { at: '0:40', what: 'Find the ad to stop', how: 'Performance, sorted by spend without a purchase' },
      { at: '1:10', what: 'Plan a sync for every morning', how: 'Schedule: the next five runs before you save' },
      { at: '2:00', what: 'Run it now and watch', how: 'Runs: what it did, how long, and its log' }
    ]
  },
  sheet: {
    label: 'Ads of the demo',
    title: 'In the demo',
    facts: [
      ['Brand', 'Saltwick, invented'],
      ['Ads', '48'],
      ['Days', '90'],
      ['Amount spent a month', 'about $50,000'],
      ['A second account', 'Fuchs & Föhre, in euros'],
      ['Network', 'none: it runs in here']
    ] as [string, string][]
  },

  questions: {
    title: 'Three questions, so that colours mean something',
    lead: (name: string, days: number, growing: boolean) =>
      `Filled in from the last ${days === 1 ? 'stored day' : `${days} stored days`} of ${name}${growing ? '; more are being read, and what you do not touch follows them' : ''}. Change what is wrong, or skip.`,
    leadNoDays: (name: string) =>
      `There is too little data of ${name} yet to suggest anything. Fill in what you know, or skip.`,
    one: '1. Which result counts?',
    two: '2. What may it cost?',
    three: '3. What is the monthly budget?',
    skip: 'Skip',
    save: 'Save and go to Overview',
    saved: 'Targets are saved; change them in Settings',
    later: 'Skipped; set targets in Settings when you like'
  }
};
