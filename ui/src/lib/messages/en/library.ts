import { plural } from '../plural';

/** Words of the Library page. */
export const library = {
  title: 'Library',
  summary: (brands: number, products: number, templates: number) =>
    `${plural(brands, 'brand', 'brands')}, ${plural(products, 'product', 'products')}, ${plural(templates, 'template', 'templates')}`,
  shows: { products: 'Brands and products', templates: 'Templates' },
  show: 'Show',
  search: 'Search the library',
  newBrand: 'New brand',
  newProduct: 'New product',
  archived: 'Put away',
  drop: 'Drop a logo and product photos anywhere to begin a brand',
  undo: 'Undo',
  undone: (what: string) => `Taken back: ${what}`,
  nothingToUndo: 'Nothing to undo',
  saved: 'Saved',
  notSaved: 'Not saved yet',

  row: {
    counts: (pictures: number, hooks: number, offers: number) =>
      [plural(pictures, 'picture', 'pictures'), plural(hooks, 'hook', 'hooks'), plural(offers, 'offer', 'offers')].join(
        ', '
      )
  },
  list: 'Brands and products',
  detail: 'What is open',

  brand: {
    label: 'Brand',
    name: 'Name',
    wordmark: 'Wordmark',
    wordmarkHelp: 'Set in the headline face where there is no logo picture',
    code: 'Code',
    codeHelp: 'Up to four letters, in file names',
    website: 'Website',
    locale: 'Language',
    currency: 'Currency',
    voice: 'Voice',
    colours: 'Colours',
    roles: {
      primary: 'Primary',
      secondary: 'Secondary',
      background: 'Background',
      accent: 'Accent',
      ink: 'Ink',
      paper: 'Paper'
    } as Record<string, string>,
    fonts: 'Typefaces',
    display: 'Headlines',
    text: 'Reading text',
    logo: 'Logo',
    noLogo: 'No picture; the wordmark is set instead',
    chooseLogo: 'Choose a logo',
    disallowed: 'Never say',
    disallowedHelp: 'One claim or word a line; an ad with one of them fails its check',
    disclaimers: 'Always say',
    disclaimersHelp: 'One disclaimer a line',
    leastFit: 'Pictures must suit',
    leastFitHelp: 'Per cent of what a template needs; 0 asks nothing. Best match and Shuffle leave the rest out.',
    weights: 'Best match weighs',
    weightsHelp:
      'From 0 to 10, against each other; 0 leaves it out of account. An empty field is the usual weight, shown in grey.',
    scorers: {
      asset_match: 'Pictures it needs',
      unused_bonus: 'Not used lately',
      category_match: 'Kind of ad',
      awareness_align: 'Awareness',
      audience_match: 'Audience',
      fatigue: 'Not worn out'
    } as Record<string, string>,
    addFont: 'Add a typeface',
    addedFont: 'in this file',
    removeFont: (name: string) => `Remove ${name}`,
    products: 'Products'
  },

  product: {
    label: 'Product',
    name: 'Name',
    line: 'In a few words',
    noDay: 'No day',
    price: 'Price',
    compare: 'Price before',
    url: 'Leads to',
    code: 'Code',
    button: 'Button',
    utm: 'URL pattern',
    utmHelp: '{ad} is the ad’s name, {product} the product’s code',
    pictures: 'Pictures',
    addPictures: 'Add pictures',
    main: 'Main picture',
    makeMain: 'Make it the main picture',
    role: 'What it shows',
    roles: {
      product: 'Product',
      scene: 'Scene',
      detail: 'Detail',
      portrait: 'Portrait',
      before: 'Before',
      after: 'After'
    } as Record<string, string>,
    hooks: 'Hooks',
    hooksHelp: 'One a line; paste as many as you have',
    addHook: 'Add hooks, one a line',
    hooksNotAdded: 'Not added yet',
    awareness: 'Speaks to',
    anyone: 'Anyone',
    offers: 'Offers',
    addOffer: 'Add an offer',
    offer: {
      name: 'Offer',
      price: 'Price',
      compare: 'Before',
      lowest: 'Lowest of 30 days',
      percent: 'Per cent off',
      url: 'Leads to, if not as the product',
      starts: 'First day',
      ends: 'Last day',
      terms: 'Terms',
      chip: 'On a chip',
      isDefault: 'Taken first',
      unnamed: 'Not saved yet: an offer needs a name',
      save: 'Save',
      discard: 'Discard'
    },
    copy: 'Copy bank',
    takeCopy: 'Take from synced ads',
    takeCopyHelp: 'Takes the words of synced ads of this brand that lead to this product’s address',
    addCopy: (field: string) => `Add a ${field.toLowerCase()}`,
    shorter: 'Shorter ways to say it',
    shorterHelp: 'One a line, the longest first; taken where there is no room for the hook',
    shorterOf: (count: number) => (count === 0 ? 'Shorter' : `${count} shorter`),
    banned: 'Never say',
    bannedHelp: 'One claim or word a line',
    disclaimer: 'Always say',
    makeAds: 'Make ads',
    remove: 'Put away',
    restore: 'Take back',
    more: 'More'
  },

  picture: {
    edit: 'What must stay in view…',
    title: (name: string) => `What must stay in view of ${name}`,
    text: 'Click what matters most: it stays in view when the picture is cut. Drag a box around what must never be cut.',
    name: 'Name',
    tags: 'Shows',
    tagsHelp: 'Words that templates ask for, with commas: product:bottle, person:hand',
    height: 'Height, mm',
    noHeight: (text: string) => `“${text}” is no height like 210 or 12,5`,
    heightHelp: 'Of the real thing: products on one shelf are then drawn to one scale',
    matters: 'What matters most',
    point: 'What matters most; arrows move it',
    where: (x: string, y: string) => `${x} from the left, ${y} from the top`,
    box: 'Never cut',
    edges: { x: 'Left', y: 'Top', width: 'Width', height: 'Height' },
    noBox: 'Set a box',
    clearBox: 'Take the box away',
    clearPoint: 'Let the program decide',
    save: 'Save'
  },

  cutout: {
    title: 'Cut-out',
    before: 'Photo',
    after: 'Cut-out',
    choose: (name: string) => `What ads show of ${name}`,
    taken: 'Ads show the cut-out',
    refused: 'Ads show the photo',
    transparent: 'Background is transparent',
    photo: 'A photo with its background',
    cutOut: 'Cut the product out',
    keepShadow: 'Keep the soft shadow',
    cutHoles: 'Cut holes out',
    cutting: 'Cutting out…'
  },

  facts: {
    title: 'What ads can say',
    help: 'Enter adds, Alt ↑↓ moves, Delete on the number removes',
    others: 'Add',
    missing: (what: string[]) => `Still missing: ${what.join(', ').toLowerCase()}`,
    authorOrSource: 'author or source',
    noStars: 'Stars are a number from 1 to 5',
    noAmount: (text: string) => `“${text}” is no amount like 24.00`,
    notStored: 'Not stored until it is whole.',
    handle: (one: string, number: number) => `Entry ${number}, ${one}`,
    handleHelp: 'Alt with an arrow moves it, Delete removes it',
    removeOne: (one: string, number: number) => `Remove ${one} ${number}`,
    kinds: {
      personas: {
        title: 'Whom it is for',
        one: 'persona',
        add: 'Add somebody',
        fields: { name: 'Who', speaks: 'Women, men or everybody', age: 'Age', wants: 'What they want' }
      },
      benefits: {
        title: 'Benefits',
        one: 'benefit',
        add: 'Add a benefit',
        fields: { text: 'What it does for a customer' }
      },
      reasons: {
        title: 'Reasons',
        one: 'reason',
        add: 'Add a reason',
        fields: { text: 'Why to buy it, in a sentence' }
      },
      reviews: {
        title: 'Reviews',
        one: 'review',
        add: 'Add a review',
        fields: {
          quote: 'Quote, word for word',
          author: 'Author',
          source: 'Source',
          date: 'Date',
          rating: 'Stars',
          answer: 'Our answer, if it was a question'
        }
      },
      questions: {
        title: 'Questions',
        one: 'question',
        add: 'Add a question',
        fields: { question: 'Question', answer: 'Answer' }
      },
      comparison: {
        title: 'Comparison',
        one: 'comparison',
        add: 'Add a comparison',
        fields: { ours: 'Ours', theirs: 'Theirs, a kind of product', rows: 'Points for us, one a line' }
      },
      figures: {
        title: 'Figures',
        one: 'figure',
        add: 'Add a figure',
        fields: { number: 'Number', claim: 'What it says', source: 'Source' }
      },
      kit: {
        title: 'In the box',
        one: 'part',
        add: 'Add a part',
        fields: { name: 'What', value: 'Worth alone' }
      },
      variants: {
        title: 'Variants',
        one: 'variant',
        add: 'Add a variant',
        fields: { name: 'Name', contents: 'Holds', price: 'Price' }
      },
      parts: {
        title: 'Ingredients',
        one: 'ingredient',
        add: 'Add an ingredient',
        fields: { text: 'Part or ingredient' }
      },
      notes: {
        title: 'Notes',
        one: 'note',
        add: 'Add a note',
        fields: { title: 'Title', lines: 'Lines, one a line' }
      },
      cards: { title: 'Cards', one: 'card', add: 'Add a card', fields: { title: 'Title', body: 'Sentence' } },
      captions: { title: 'Captions', one: 'caption', add: 'Add a caption', fields: { text: 'Short line on a photo' } },
      amounts: {
        title: 'Amounts',
        one: 'amount',
        add: 'Add an amount',
        fields: { name: 'Of what', amount: 'Amount', basis: 'How it was worked out' }
      },
      news: { title: 'News', one: 'news', add: 'Add news', fields: { text: 'What is new' } },
      before_after: {
        title: 'Before, after',
        one: 'pair',
        add: 'Add before and after',
        fields: { first: 'Before', second: 'After' }
      },
      expectation: {
        title: 'Expectation',
        one: 'pair',
        add: 'Add expectation and reality',
        fields: { first: 'Expected', second: 'What comes' }
      },
      press: {
        title: 'Press',
        one: 'press line',
        add: 'Add a press line',
        fields: { quote: 'Quote, word for word', source: 'Publication', date: 'Date' }
      },
      letter: {
        title: 'Letter',
        one: 'letter',
        add: 'Add a letter',
        fields: { body: 'A short letter', signature: 'Who signs' }
      }
    }
  },

  drops: {
    into: (name: string) => `Add to ${name}`,
    newBrand: 'Begin a new brand',
    reading: 'Reading the files and cutting products out…',
    readingOf: (done: number, of: number) => `Reading and cutting out: ${done} of ${plural(of, 'picture', 'pictures')}`
  },

  /** What an act did, for taking it back: "3 pictures added, brand changed". */
  act: (changes: { kind: string; what: string; count: number }[]) =>
    changes
      .map(({ kind, what, count }) => {
        const noun = kind === 'brand picture' ? 'logo' : kind;
        const done =
          { made: 'added', changed: 'changed', put_away: 'put away', brought_back: 'brought back' }[what] ?? what;
        return `${count === 1 ? noun : plural(count, noun, `${noun}s`)} ${done}`;
      })
      .join(', '),

  templates: {
    label: 'Templates',
    import: 'Import a folder',
    importHelp: 'A folder with template.toml and SVG files, or a folder of pictures as references',
    needs: (what: string) => `Needs ${what}`,
    used: (count: number) => (count === 0 ? 'Never used' : `Used ${plural(count, 'time', 'times')}`),
    awareness: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    references: 'References',
    referencesWhy: 'Pictures to look at; they are not drawn.',
    none: 'No template matches',
    noSample: 'Drawn as soon as there is a product',
    unusable: 'Cannot be used',
    unusableWhy: 'Imported templates whose files break a rule. Mend the folder and import it again.',
    away: 'Put away',
    putAway: (name: string) => `Put ${name} away`,
    describe: (name: string) => `What ${name} is for`,
    about: 'What this template is for',
    bundledWhy:
      'It comes with the program: what it is for is said in its folder. A copy of it can be imported under another name.',
    putAwayAct: 'Put away',
    name: 'Name',
    category: 'Category',
    awarenessFrom: 'Awareness',
    awarenessTo: 'to',
    awarenessToLabel: 'Awareness, up to',
    audience: 'Speaks to',
    niche: 'Industry',
    nicheHint: 'Home care',
    source: 'Taken from',
    unsaid: 'Not said',
    save: 'Save',
    takeBack: (name: string) => `Take ${name} back`
  },

  done: {
    added: (added: number, known: number, cutOut: number) =>
      [
        plural(added, 'file added', 'files added'),
        cutOut > 0 ? `${cutOut} cut out` : '',
        known > 0 ? `${plural(known, 'was', 'were')} there already` : ''
      ]
        .filter(Boolean)
        .join(', '),
    hooks: (count: number) => `${plural(count, 'hook', 'hooks')} added`,
    refused: (what: string) => `Not taken: ${what}`,
    refusedNext: 'Save it as PNG, JPEG or WebP, then drop it again. The other files were taken.',
    removed: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)} removed`,
    copyTaken: (count: number) =>
      count === 0
        ? 'Nothing new: no synced ad of this brand’s accounts leads here with other words. Accounts are linked to brands in Settings.'
        : `${plural(count, 'text', 'texts')} taken from synced ads`,
    drafted: 'A draft brand was made from these files',
    templates: (count: number) => `${plural(count, 'template', 'templates')} added`,
    fonts: (names: string[]) => `Added: ${names.join(', ')}`,
    alike: (what: string) => `Perhaps the same picture: ${what}`,
    linked: (accounts: string[], copy: number) =>
      `${accounts.join(', ')} ${accounts.length === 1 ? 'advertises' : 'advertise'} it from now on; ${plural(copy, 'text was', 'texts were')} taken from its ads. Settings can undo that.`,
    putAway: (name: string) => `${name} is put away`,
    back: (name: string) => `${name} is back`
  },

  empty: {
    title: 'No brand yet',
    why: 'Drop a logo and product photos anywhere on this window: colours come from the logo, names from the files. Or begin with a name.',
    act: 'New brand'
  },
  choose: 'Choose a brand or a product at the left.',
  keys: {
    group: 'In the library',
    newBrand: 'New brand',
    newProduct: 'New product',
    undo: 'Take the last change back',
    next: 'Next',
    back: 'Before',
    makeAds: 'Make ads of this product'
  }
};
