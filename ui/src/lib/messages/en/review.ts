import type { Placement } from '$lib/components/review/zones';
import { plural } from '../plural';

/** Words of the Review page. */
export const review = {
  title: 'Review',
  subtitle: (batch: string, when: string) => `${batch}, made ${when}`,
  allBatches: 'All batches',
  batch: 'Batch',
  batchHint: (waiting: number) => (waiting === 0 ? 'all decided' : `${waiting} to go`),
  show: 'Show',
  shows: { waiting: 'To decide', approved: 'Approved', rejected: 'Rejected', all: 'All' },
  anyTemplate: 'Any template',
  template: 'Template',
  anyColour: 'Any colour',
  colour: 'Colour',
  anySize: 'Any size',
  size: 'Size',
  anyProduct: 'Any product',
  product: 'Product',
  anyHook: 'Any hook',
  hook: 'Hook',
  anyCheck: 'Any check',
  fails: 'Fails',
  filters: 'Filters',
  widen: 'Clear filters',
  group: 'Group by',
  groups: { all: 'Template, size, colour', template: 'Template' },
  readOn: (left: number) => `Show more, ${left} left`,

  place: (at: number, of: number) => `${at} of ${of}`,
  progress: (approved: number, rejected: number, left: number) =>
    `Approved ${approved}, rejected ${rejected}, ${left} to go`,
  interface: 'Interface',
  safeArea: 'Safe area',
  placement: 'Placement',
  placements: {
    all: 'All placements',
    feed: 'Feed',
    storiesReels: 'Stories and Reels',
    stories: 'Stories only'
  } as Record<Placement, string>,
  zoom: 'Zoom',
  fit: (share: string) => share,
  pixels: 'Pixels',
  views: { one: 'One by one', grid: 'Grouped' },
  view: 'View',
  looks: 'Display',

  frame: {
    sponsored: 'Sponsored',
    more: 'more',
    like: 'Like',
    comment: 'Comment',
    share: 'Share',
    message: 'Send message',
    pixels: (width: number, height: number) => `${width} × ${height}`,
    safeTop: (share: number) => `${Math.round(share * 100)} % top`,
    safeBottom: (share: number) => `${Math.round(share * 100)} % bottom`,
    safeAround: (pixels: number) => `${pixels} px all around`,
    notIn: (placement: string) => `The ad has no size for ${placement}.`,
    notDrawn: 'This size could not be drawn'
  },

  film: {
    label: 'Ads of this list',
    approved: 'Approved',
    rejected: 'Rejected',
    later: 'Later',
    now: 'Now',
    allPass: 'Passes',
    fails: (count: number) => plural(count, 'fails', 'fail'),
    looks: (count: number) => `${count} to look at`,
    notRun: (count: number) => `${count} not run`,
    failed: 'Not drawn'
  },

  panel: {
    label: 'The ad',
    verdicts: {
      approved: 'Passes',
      rejected: 'Fails a check',
      flagged: 'Needs a look',
      review_failed: 'Could not be checked',
      generation_failed: 'Could not be drawn'
    } as Record<string, string>,
    fails: (count: number) => plural(count, 'fails', 'fail'),
    checks: 'Checks',
    copy: 'Copy',
    save: 'Save',
    saved: 'The copy is saved',
    details: 'Made from',
    hook: 'Hook',
    colour: 'Colour',
    tag: 'Tag',
    steps: 'Made to fit',
    chosen: 'Template',
    place: (place: number, of: number) => `Chosen by score, ${place} of ${of}`,
    parent: 'Parent',
    missing: (sizes: string) => `Make ${sizes} too`,
    missingSizes: (sizes: string) => `The ad was made without ${sizes}`,
    missingMade: (count: number) => `${plural(count, 'size', 'sizes')} added to the ad`,
    menu: 'More about this ad',
    drawAgain: 'Draw it again and compare',
    sameBytes: 'Drawn again: the same bytes in every size',
    leadsTo: (address: string) => `Leads to ${address}`,
    history: 'Decisions',
    approved: 'Approved',
    rejected: 'Rejected',
    undone: 'taken back',
    against: 'against the checks',
    rate: (share: string, of: number) => `${share} of ${plural(of, 'decision', 'decisions')} went against the checks`,
    because: 'Reject because',
    becauseHint: 'then a number',
    note: 'Note, kept with the decision',
    noteHint: 'Enter, then a number, or Ctrl Enter',
    approve: 'Approve',
    reject: 'Reject',
    later: 'Later',
    undo: 'Undo'
  },
  reasons: {
    off_brand: 'Off brand',
    wrong_offer: 'Wrong offer or price',
    hard_to_read: 'Hard to read',
    weak_idea: 'Weak idea',
    picture_flawed: 'Picture flawed',
    too_like_another: 'Too like another'
  },

  grid: {
    selected: (count: number) => `${count} selected`,
    group: (ads: number) => plural(ads, 'ad', 'ads'),
    selectAll: 'Select all',
    clear: 'Clear',
    select: (name: string) => `Select ${name}`,
    selectGroup: (template: string) => `Select all of ${template}`
  },

  end: {
    title: (approved: number, of: number) => `Approved ${approved} of ${of}`,
    rejected: (count: number) => plural(count, 'ad rejected', 'ads rejected'),
    later: (count: number) => `${plural(count, 'ad', 'ads')} left for later`,
    export: (ads: number) => `Export ${plural(ads, 'ad', 'ads')}`,
    create: 'Make more ads',
    goThrough: 'Go through them'
  },

  export: {
    title: 'Export',
    text: (ads: number, files: number | null) =>
      files === null ? plural(ads, 'ad', 'ads') : `${plural(ads, 'ad', 'ads')}, ${plural(files, 'file', 'files')}`,
    format: 'Files',
    formats: { png: 'PNG', jpeg: 'JPEG', zip: 'One ZIP' },
    smaller: 'Smaller files: the same pixels, takes longer',
    sheet: 'A contact sheet to show to a client, as one HTML page',
    manager: 'Ads Manager',
    adsManager: 'A sheet for its bulk import',
    adsManagerWhy:
      'Its columns differ by account and language, so they are taken from a sheet of yours: in Ads Manager select an ad that already uses different pictures per placement, then Export, “Export selected” as CSV.',
    chooseSheet: 'Choose that file',
    otherSheet: 'Another file',
    sheetOf: (columns: number, campaign: string | null, adSet: string | null) =>
      [plural(columns, 'column', 'columns'), campaign ? `into ${campaign}` : '', adSet ? `ad set ${adSet}` : '']
        .filter(Boolean)
        .join(', '),
    placesPictures: (pictures: number) =>
      pictures === 0
        ? 'It has no columns for pictures by file name per placement: the 9:16 files are assigned in Ads Manager; the manifest says which placements each is for.'
        : `Feed pictures stand everywhere; ${plural(pictures, 'further picture goes', 'further pictures go')} to placements of their own, 9:16 to Stories and Reels.`,
    unplaced: (count: number) =>
      `${plural(count, 'picture has', 'pictures have')} no column in the sheet; assign ${count === 1 ? 'it' : 'them'} to placements in Ads Manager.`,
    always: 'With the copy as CSV and a manifest of all files.',
    pattern: 'Named by',
    parts: 'Parts of a name',
    campaign: 'Campaign',
    campaignHint: 'US_Prosp_ASC_Purch; empty leaves it out',
    names: 'So they are called',
    folder: 'Into the folder',
    choose: 'Choose',
    act: 'Export',
    writing: 'Writing files',
    progress: (done: number, of: number) => `${done} of ${plural(of, 'file', 'files')}`,
    stop: 'Stop',
    stopping: 'Stopping',
    stopped: 'The export was stopped; nothing of it was left in the folder',
    done: (files: number, folder: string) => `${plural(files, 'file', 'files')} written to ${folder}`,
    doneTitle: 'Exported',
    written: (files: number) => `${plural(files, 'file', 'files')} written to`,
    notHolding: (ads: number) => `${plural(ads, 'ad', 'ads')} written although the offer does not hold today`,
    tornSets: (sets: number) => `${plural(sets, 'carousel is', 'carousels are')} not whole`,
    leftOut: (ads: number) =>
      `${plural(ads, 'ad has', 'ads have')} no picture and ${ads === 1 ? 'was' : 'were'} left out`,
    show: 'Show in folder',
    nothing: 'Approve an ad first: only approved ads are exported.',
    nothingToExport: 'Nothing to export: approve an ad first'
  },

  done: {
    approved: (count: number) => `${plural(count, 'ad', 'ads')} approved`,
    rejected: (count: number) => `${plural(count, 'ad', 'ads')} rejected`,
    later: (count: number) => `${plural(count, 'ad', 'ads')} put off to the end`,
    nothingToUndo: 'Nothing to undo',
    undone: (count: number, ad: string, batch: string) =>
      `Taken back: the decision about ${ad}${count > 1 ? ` and ${plural(count - 1, 'other', 'others')}` : ''}, in ${batch}`,
    decidedElsewhere: (ad: string, batch: string) =>
      `Nothing to undo in this batch. The last decision was about ${ad}, in ${batch}`,
    showIt: 'Show it'
  },

  empty: {
    title: 'Nothing waits for a decision',
    why: 'Ads that are made here are checked and then wait for you, one by one, as feed and Stories will show them.',
    act: 'Make ads'
  },
  noMatch: 'No ad matches',
  showAll: 'Show all ads',

  keys: {
    group: 'In review',
    approve: 'Approve, and on to the next',
    reject: 'Reject: press 1–6 for the reason',
    reason: (name: string) => `Reject: ${name}`,
    note: 'Reject with a note',
    later: 'Decide later',
    undo: 'Take the last decision back',
    next: 'Next ad',
    back: 'Ad before',
    interface: 'Show or hide the interface around the ad',
    safe: 'Show or hide the safe area',
    placement: 'Next placement: all, feed, Stories and Reels, Stories only',
    pixels: 'Actual pixels, or fit',
    checks: 'List the checks that passed, or fold them',
    edit: 'Edit the copy',
    export: 'Export approved ads',
    grid: 'Grouped, or one by one',
    select: 'Select the ad',
    selectAll: 'Select all ads, or none',
    selectOn: 'Select on to the next ad',
    selectBack: 'Select back to the ad before',
    approveAll: 'Approve everything that passes'
  }
};
