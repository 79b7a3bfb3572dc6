export const common = {
  appName: 'Ad Creator',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  discard: 'Discard',
  /** Beside the name of something whose form holds what is not saved, and in the form itself. */
  unsaved: 'not saved',
  unsavedHere: 'Not saved yet',
  done: 'Done',
  apply: 'Apply',
  tryAgain: 'Try again',
  loading: 'Loading',
  missing: 'no data',
  noPicture: (name: string) => `No picture stored for ${name}`,
  noPictureWhy: 'No picture stored yet; the next picture download fetches it',
  openInAdsManager: 'Open in Ads Manager',
  copied: 'Copied',
  of: 'of'
};

export const errors = {
  lost: 'Something that was stored before is gone.',
  nothingLost: 'Nothing was lost.',
  copy: 'Copy this error',
  openConnection: 'Open the connection in Settings',
  openFile: 'Open the file in Settings',
  unexpected: 'The window met something unexpected:',
  unexpectedNext: 'Nothing was changed. Try again; if it comes back, restart the app.'
};
