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
  dropHere: 'Drop the pictures to add them',
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
    products: 'Products'
  },

  product: {
    label: 'Product',
    name: 'Name',
    line: 'In a few words',
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
    awareness: 'Speaks to',
    anyone: 'Anyone',
    offers: 'Offers',
    addOffer: 'Add an offer',
    offer: {
      name: 'Offer',
      price: 'Price',
      compare: 'Before',
      lowest: 'Lowest of 30 days',
      ends: 'Last day',
      terms: 'Terms',
      chip: 'On a chip',
      isDefault: 'Taken first'
    },
    copy: 'Copy bank',
    addCopy: (field: string) => `Add a ${field.toLowerCase()}`,
    banned: 'Never say',
    disclaimer: 'Always say',
    facts: 'Also known of it',
    factKinds: {
      benefit: ['benefit', 'benefits'],
      review: ['review', 'reviews'],
      reason: ['reason', 'reasons'],
      part: ['part', 'parts'],
      kit: ['thing in the box', 'things in the box'],
      variant: ['variant', 'variants'],
      comparison: ['comparison', 'comparisons'],
      question: ['question', 'questions'],
      figure: ['figure', 'figures'],
      note: ['note', 'notes'],
      press: ['press line', 'press lines'],
      caption: ['caption', 'captions'],
      card: ['card', 'cards'],
      amount: ['amount', 'amounts']
    } as Record<string, [string, string]>,
    makeAds: 'Make ads',
    remove: 'Put away',
    restore: 'Take back',
    more: 'More'
  },

  templates: {
    label: 'Templates',
    import: 'Import a folder',
    importHelp: 'A folder with template.toml and SVG files, or a folder of pictures as references',
    needs: (what: string) => `Needs ${what}`,
    used: (count: number) => (count === 0 ? 'Never used' : `Used ${plural(count, 'time', 'times')}`),
    awareness: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    references: 'References',
    referencesWhy: 'Pictures to look at; they are not drawn.',
    none: 'No template matches'
  },

  done: {
    added: (added: number, known: number) =>
      [plural(added, 'file added', 'files added'), known > 0 ? `${known} were there already` : '']
        .filter(Boolean)
        .join(', '),
    refused: (what: string) => `Not taken: ${what}`,
    drafted: 'A draft brand was made from these files',
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
