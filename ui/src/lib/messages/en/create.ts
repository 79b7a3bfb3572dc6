import type { BoardStrictness, ChooseSort } from '$lib/ipc/bindings';
import { plural, pluralWritten } from '../plural';

/** Words of the Create page, and of ads wherever they are shown. */
export const create = {
  title: 'Create',
  subtitle: (product: string) => `${product}, new batch`,
  draftKept: (time: string) => `Draft kept ${time}`,
  places: { '4x5': 'Feed', '9x16': 'Stories, Reels', '1x1': 'Feed, right column', '1.91x1': 'Links' },
  colours: { original: 'Original', complementary: 'Complementary', brand: 'Brand' } as Record<string, string>,
  categories: {
    testimonial: 'Testimonial',
    quote_card: 'Quote card',
    before_after: 'Before and after',
    product_showcase: 'Product',
    ugc_style: 'Like a note',
    meme: 'Meme',
    carousel_frame: 'Carousel',
    story_format: 'Story',
    other: 'Other'
  } as Record<string, string>,

  left: {
    label: 'What the ads are made of',
    product: 'Product',
    chooseProduct: 'Choose a product',
    place: (at: number, of: number) => `${at} of ${of}`,
    offer: 'Offer',
    asData: 'as in product data',
    noOffer: 'No offer',
    was: (price: string, was: string) => `${price}, was ${was}`,
    until: (day: string) => `to ${day}`,
    hooks: 'Hooks',
    hookOf: (on: number, of: number) => `${on} of ${of}`,
    addHook: 'Add a hook',
    hookText: (at: number) => `Hook ${at}`,
    useHook: (at: number) => `Use hook ${at}`,
    hookState: (length: number, most: number, ads: number) =>
      `${length} of ${most}, ${ads === 0 ? 'on no ad yet' : `changes ${plural(ads, 'ad', 'ads')}`}`,
    hookThere: (at: number) => `These words are there already: hook ${at}`,
    removeHook: 'Take this hook off the board',
    sizes: 'Sizes',
    colours: 'Colours',
    /** What each ad of the board is made as; the usual is one. */
    moreOf: (colours: number, everyHook: boolean) =>
      colours === 1 && !everyHook
        ? 'Each ad once'
        : `Each ad ${[colours > 1 ? `in ${colours} colours` : '', everyHook ? 'with every hook' : ''].filter(Boolean).join(', ')}`,
    alsoIn: 'Make each ad also in',
    everyHook: 'Make each ad with every hook',
    everyHookWhy: 'where it says one you did not change',
    templates: 'Templates',
    fit: (fit: number, of: number) => `${fit} of ${of} fit`,
    modes: { bestMatch: 'Best match', shuffle: 'Shuffle', choose: 'Choose' },
    chosen: (count: number) =>
      count === 0 ? 'Choose templates' : plural(count, 'template chosen', 'templates chosen'),
    count: 'Ads on the board',
    only: 'Only',
    anyCategory: 'Any kind',
    anyAudience: 'For anyone',
    audiences: { unisex: 'For everybody', female: 'For women', male: 'For men' } as Record<string, string>,
    strictness: 'Pictures',
    strictnesses: {
      brand: 'As the brand says',
      growth: 'Must suit',
      premium: 'Must suit well'
    } as Record<BoardStrictness, string>,
    fewer: 'One ad fewer',
    more: 'One ad more',
    files: 'File names',
    fileCount: (count: number) => plural(count, 'file', 'files')
  },

  wall: {
    label: 'Ads',
    size: 'Size on the board',
    state: (shown: number, kept: number) => `${plural(shown, 'idea', 'ideas')}, ${kept} kept`,
    reroll: (count: number) => `Re-roll ${count}`,
    rerollWhy: 'Other ads for everything that is neither kept nor locked (R)',
    keep: 'Keep',
    kept: 'Kept',
    hook: (at: number) => `Hook ${at}`,
    offer: (name: string) => `Offer ${name}`,
    locked: 'Locked: a re-roll leaves it as it is',
    checking: 'Checking',
    notChecked: 'Not checked',
    cards: (count: number) => plural(count, 'card', 'cards'),
    allPass: (count: number) => `${plural(count, 'check passes', 'checks pass')}`,
    fails: (count: number) => plural(count, 'check fails', 'checks fail'),
    looks: (count: number) => plural(count, 'look', 'looks'),
    twin: (of: number) => `Nearly ad ${of}`,
    twinWhy: 'These two look alike: people and the platform will take them for one idea.',
    leftOut: (mode: string) => `${mode} left out`,
    andMore: (count: number) => `and ${count} more`,
    fallbacks: {
      picturesNeedNotSuit: 'Too few templates suit the pictures, so others were taken too.',
      anyCategory: 'Too few templates of this kind suit, so other kinds were taken too.'
    },
    failed: 'This ad could not be drawn.',
    editing: (slot: string) => `Text: ${slot}`
  },

  panel: {
    label: 'The ad',
    of: (at: number, of: number) => `${at} of ${of}`,
    none: 'Choose an ad on the board to see its words, photo and checks.',
    words: 'Words',
    editHint: 'edits in place',
    onPicture: 'On the picture',
    primary: 'Primary text',
    headline: 'Headline',
    description: 'Description',
    variant: (field: string, at: number) => `${field} ${at}`,
    addVariant: (field: string) => `Another ${field.toLowerCase()}`,
    removeVariant: 'Remove this one',
    bank: 'Copy bank',
    seenIn: 'Shown as in',
    more: 'more',
    notSeen: 'not shown there',
    placements: {
      feed: 'Feed',
      'desktop-feed': 'Feed on a computer',
      story: 'Stories',
      reels: 'Reels',
      'right-column': 'Right column',
      carousel: 'Carousel'
    } as Record<string, string>,
    button: 'Button',
    url: 'Leads to',
    utm: 'URL pattern',
    buttons: {
      SHOP_NOW: 'Shop now',
      LEARN_MORE: 'Learn more',
      ORDER_NOW: 'Order now',
      GET_OFFER: 'Get offer',
      SIGN_UP: 'Sign up',
      SUBSCRIBE: 'Subscribe'
    } as Record<string, string>,
    photo: 'Photo',
    noPhoto: 'No photo in this template',
    change: 'Change the photo',
    pixels: (width: number, height: number) => `${width} × ${height} px`,
    template: 'Template',
    version: (name: string, version: number) => `${name} v${version}`,
    rank: (place: number, of: number) => `${ordinal(place)} best of ${of}`,
    byHand: 'Chosen by hand',
    why: 'Why this template',
    weight: (share: string) => `weighs ${share}`,
    lock: (what: string) => `Lock ${what}`,
    unlock: (what: string) => `Unlock ${what}`,
    lockedWord: 'Locked',
    freeWord: 'Free',
    things: { template: 'the template', photo: 'the photo', words: 'the words' },
    marks: 'Words between two ~ are struck through, between two * they take the accent colour.',
    steps: 'Made to fit',
    reset: 'As the template has it',
    slots: {
      headline: 'Headline',
      kicker: 'Kicker',
      body: 'Body',
      price: 'Price',
      was: 'Price before',
      offer: 'Offer',
      'offer-chip': 'Offer chip',
      deadline: 'Deadline',
      terms: 'Terms',
      product: 'Product',
      quote: 'Quote',
      author: 'Author',
      source: 'Source',
      title: 'Title'
    } as Record<string, string>
  },

  checks: {
    title: 'Checks',
    check: 'Check',
    measured: 'Measured',
    limit: 'Limit',
    result: 'Result',
    outcomes: { pass: 'Pass', fail: 'Fail', look: 'Look', note: 'Note', notChecked: 'Not run' },
    passed: (count: number, notRun: number) =>
      [
        count > 0 ? `${plural(count, 'check', 'checks')} passed` : '',
        notRun > 0 ? `${count > 0 ? notRun : plural(notRun, 'check', 'checks')} not run` : ''
      ]
        .filter(Boolean)
        .join(', '),
    running: 'Still checking'
  },

  bar: {
    keys: 'What the keys do',
    keep: 'keep',
    reroll: 're-roll',
    lock: 'lock',
    edit: 'edit',
    size: 'size',
    allKeys: 'all keys',
    /** `12 ads, 36 files, 7 distinct ideas`. */
    sum: (ads: number, files: number, ideas: number) =>
      `${plural(ads, 'ad', 'ads')}, ${plural(files, 'file', 'files')}, ${plural(ideas, 'distinct idea', 'distinct ideas')}`,
    about: (time: string, size: string) => `about ${time}, ${size}`,
    inRuns: (runs: number) => `in ${plural(runs, 'run', 'runs')}`,
    make: (ads: number) => `Make ${plural(ads, 'ad', 'ads')}`,
    makeAll: (ads: number) => (ads === 1 ? 'Make this ad' : `Make all ${ads} ads`),
    schedule: 'Save as a schedule',
    making: (done: string, total: string) => `Made ${done} of ${pluralWritten(total, 'ad', 'ads')}`,
    now: (template: string, size: string, colour: string) => `${template}, ${size}, ${colour}`,
    runOf: (place: number, of: number) => `run ${place} of ${of}`,
    starting: 'Starting',
    waiting: 'Waiting for its turn: one batch of a product is made at a time',
    stop: 'Stop',
    stopping: 'Stopping',
    made: (ads: number) => `Made ${plural(ads, 'ad', 'ads')}`,
    outcome: (approved: number, flagged: number, rejected: number) =>
      [
        `${approved} passed`,
        flagged > 0 ? plural(flagged, 'needs a look', 'need a look') : '',
        rejected > 0 ? `${rejected} failed a check` : ''
      ]
        .filter(Boolean)
        .join(', '),
    review: 'Review them',
    again: 'Back to the board',
    openRun: 'Open the run',
    failed: 'The run did not finish.',
    nothing: 'No ad on the board yet'
  },

  plan: {
    title: 'Save as a schedule',
    kinds: { same: 'The same ads each time', new: 'New ones by these rules' },
    kindWhy: {
      same: 'Exactly the ads that would be made now, with their words, photos, colours and copy as they stand on the board. After the first run the check for likeness marks them, as they look like what was made before.',
      new: 'Each run draws new ads for this product with this board’s hooks, offer, sizes and templates, by its own throw of the dice. What was changed by hand stays on the board.'
    },
    name: 'Name',
    nameOf: (product: string) => `Ads for ${product}`,
    makes: 'Each run makes',
    perRun: (ads: number, files: number) => `${plural(ads, 'ad', 'ads')}, ${plural(files, 'file', 'files')}`,
    repeats: 'Repeats',
    zone: 'Time zone',
    next: 'Next runs, and what each will make',
    save: 'Save the schedule',
    saved: (name: string) => `${name} is planned`,
    open: 'Open it'
  },

  choose: {
    title: 'Choose templates',
    search: 'Search templates',
    category: 'Category',
    anyCategory: 'Any category',
    awareness: 'Awareness',
    anyAwareness: 'Any awareness',
    audience: 'Audience',
    niche: 'Industry',
    anyNiche: 'Any industry',
    source: 'Taken from',
    anySource: 'From any brand',
    order: 'Order',
    sorts: {
      match: 'Suits the pictures',
      mostUsed: 'Most used',
      leastUsed: 'Longest not used',
      name: 'Name'
    } as Record<ChooseSort, string>,
    unused: 'New to this product',
    fits: 'Only what fits',
    awarenessOf: ['', 'Unaware', 'Knows the problem', 'Knows solutions', 'Knows the product', 'Ready to buy'],
    used: (count: number) => (count === 0 ? 'never used' : `used ${plural(count, 'time', 'times')}`),
    done: 'Put on the board',
    none: 'No template fits these filters.',
    clear: 'Clear the filters',
    lacks: (what: string) => `Lacks: ${what}`
  },

  empty: {
    title: 'Ads are made of a product',
    why: 'A product has pictures, hooks and offers; from these every template draws real ads. Add a brand and its first product in the library.',
    act: 'Open the library'
  },
  nothing: {
    title: 'No template fits',
    noHooks: 'Every hook is off. Turn one on, or add one with N.',
    noSizes: 'No size is on. Turn one on at the left.'
  },

  keys: {
    group: 'On the board',
    keep: 'Keep the ad, or let it go',
    rerollOne: 'Re-roll this ad',
    rerollAll: 'Re-roll everything not kept',
    bestMatch: 'Best match: templates by how well they suit',
    shuffle: 'Shuffle: templates by chance',
    lock: 'Lock or free the ad',
    edit: 'Edit its words in place',
    size: (ratio: string) => `Show size ${ratio}`,
    make: 'Make the ads',
    schedule: 'Save the board as a schedule',
    next: 'Next ad',
    back: 'Ad before',
    up: 'Ad above',
    down: 'Ad below',
    product: 'Choose a product',
    addHook: 'Add a hook',
    choose: 'Choose templates by hand'
  }
};

function ordinal(place: number): string {
  const ending = place % 100 >= 11 && place % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return place === 1 ? 'The' : `${place}${ending}`;
}
