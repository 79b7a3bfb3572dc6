import { numberWord, plural } from '../plural';

export const overview = {
  sentence: {
    day: (isYesterday: boolean, day: string) => (isYesterday ? 'Yesterday' : day),
    spent: (day: string, spend: string, results: string | null, cost: string | null) =>
      results === null
        ? `${day} ${spend}`
        : cost === null
          ? `${day} ${spend}, ${results}`
          : `${day} ${spend}, ${results} at ${cost}`,
    target: (target: string) => `, target ${target}.`,
    stop: '.',
    nothing: (day: string) => `${day} nothing was spent.`,
    needs: (count: number) =>
      count === 0 ? 'All fine.' : `${numberWord(count)} ${count === 1 ? 'ad needs' : 'ads need'} you.`,
    needsOther: (count: number) => `${numberWord(count)} ${count === 1 ? 'thing needs' : 'things need'} you.`,
    counting: (day: string) => `${day}, still counting`,
    complete: (day: string) => day,
    today: (spend: string, results: string | null) => `Today so far ${spend}${results === null ? '' : `, ${results}`}`
  },
  needs: {
    title: 'Needs you',
    by: 'By money at stake',
    more: (count: number) => `${plural(count, 'more', 'more')} in Performance`,
    fineTitle: 'All fine',
    fine: 'No ad is tired, too dear or without results on real spend in the last 30 complete days.',
    noTarget: 'Without a target only delivery and tracking are watched.',
    setTarget: 'Set a target',
    kind: {
      tired: 'Tired',
      no_result: 'No result',
      hardly_any_spend: 'Hardly any spend',
      expensive: 'Over target',
      tracking_break: 'Tracking break?',
      not_delivering: 'Not delivered'
    },
    noResult: (word: string) => `No ${word}`,
    tired: (cost: string, before: string) => `Cost per result ${cost}, was ${before} before`,
    tiredClicks: (now: string, before: string) => `CTR (link) ${now}, was ${before} before`,
    spentWithout: (spend: string, word: string, times: string | null) =>
      `${spend} spent without a ${word}${times ? `, ${times} × target` : ''}`,
    cheapButSmall: (cost: string, word: string, spend: string, days: number) =>
      `${cost} per ${word}, but only ${spend} spent in ${plural(days, 'day', 'days')}`,
    over: (cost: string, times: string) => `Cost per result ${cost}, ${times} × target`,
    overPlain: (cost: string) => `Cost per result ${cost}`,
    tracking: (spend: string, word: string) => `${spend} spent and not one ${word} reported`,
    notes: {
      label: 'About the whole account',
      kind: {
        tracking_broke: 'Tracking was broken',
        dearer: 'Dearer everywhere',
        cheaper: 'Cheaper everywhere'
      },
      trackingBroke: (days: string, isOneDay: boolean, spend: string) =>
        `${days}: results are missing although people clicked, and ${spend} was spent. Judge no ad by ${
          isOneDay ? 'that day' : 'these days'
        }.`,
      shift: (days: string, times: string) =>
        `${days}: the cost per result is ${times} × what it was, in the ads with most of the spend. The cause is not in one ad.`
    },
    issue: 'Meta does not deliver it',
    was: (value: string) => `was ${value}`,
    account: (value: string) => `account ${value}`,
    spentInDays: (days: number) => `Spent in ${plural(days, 'day', 'days')}`,
    chanceNone: 'Chance of none at target',
    chanceBeats: 'Chance it beats target',
    runningSince: 'Running since',
    show: 'Show',
    showIn: (name: string) => `Show ${name} in Performance`,
    openIn: (name: string) => `Open in Ads Manager: ${name}`
  },
  pacing: {
    facts: (day: number, days: number, perDay: string) => `day ${day} of ${days}, ${perDay} a day`,
    of: (budget: string) => `of ${budget}`,
    lands: (amount: string) => `lands at ${amount}`,
    on: 'On pace',
    ahead: 'Spends too fast',
    behind: 'Spends too slowly',
    noBudget: 'No monthly budget set.',
    setBudget: 'Set one in Settings',
    label: (spent: string, budget: string) => `${spent} of ${budget} spent`
  },
  launched: {
    title: 'Launched in 14 days',
    none: 'No ad started in the last 14 days.',
    busiest: (ads: number, day: string) => `${ads} on ${day}`,
    state: {
      ahead: 'Ahead',
      still_counting: 'Still counting',
      behind: 'Behind',
      no_result: 'No result',
      hardly_any_spend: 'Hardly any spend'
    }
  },
  figures: {
    label: 'Figures of the range',
    plan: (value: string) => `plan ${value}`,
    target: (value: string) => `target ${value}`,
    usual: (value: string) => `usually ${value}`,
    before: (value: string) => `was ${value}`,
    uncompared: (days: string) => `No data stored for ${days}, so the totals are not compared.`,
    begins: (day: string) => `Data begins on ${day}: nothing is stored for the days of this range before it.`,
    tracked: (days: string, isOneDay: boolean) =>
      `Changes of results, cost and ROAS leave out ${days}, when tracking was broken; results are compared by the day${isOneDay ? '' : 's that are left'}.`,
    chart: (name: string) => `${name} by day`
  },
  best: {
    title: (count: number) => (count === 6 ? 'Best six' : 'Best'),
    by: {
      cost_per_result: 'by cost per result',
      ctr_link: 'by CTR (link)'
    },
    atLeast: (spend: string) => `at least ${spend} spent`,
    bar: (spend: string, share: string | null) =>
      `bar: share of ${spend}${share === null ? '' : `, together ${share}`}`,
    none: (spend: string) => `No ad has spent ${spend} with results in this range yet.`
  },
  next: {
    title: 'Next runs',
    none: 'Nothing is scheduled.',
    make: 'Schedule a sync',
    paused: (count: number) => `Nothing is due: ${plural(count, 'job is', 'jobs are')} paused.`,
    open: 'Open Schedule'
  },
  gaps: (days: number) => `${plural(days, 'day', 'days')} of this range ${days === 1 ? 'was' : 'were'} never read.`,
  first: {
    newest: {
      title: 'The newest seven days are being read',
      why: 'The page fills as they arrive; older days follow in the background.'
    },
    quarter: (days: number) => ({
      title: `The first 90 days are being read, ${days} ${days === 1 ? 'is' : 'are'} stored`,
      why: 'The newest came first; older ones arrive while you look.'
    }),
    older: {
      title: 'Older days are being read in the background',
      why: 'What is shown here is complete.'
    },
    noAccountTitle: 'Figures of your ad account will be here',
    noAccountWhy: 'No ad account is connected to this file yet.',
    connect: 'Connect an account',
    noDataTitle: 'Nothing has been synced yet',
    noDataWhy: 'The account is connected. A sync reads its ads and their figures into this file.',
    sync: 'Sync now'
  }
};
