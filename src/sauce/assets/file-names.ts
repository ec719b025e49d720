export const isScreenshot = (name: string): boolean => /^\d{4}screenshot\.png$/.test(name)

export const screenshotName = (index: number): string => `${String(index).padStart(4, '0')}screenshot.png`

/** The video and the screenshots are what `public restricted` shows to everybody. */
export const isPicture = (name: string): boolean =>
  name === 'video.mp4' || name === 'screenshots.zip' || name === 'final_screenshot.png' || isScreenshot(name)

/** The loader id of the page load whose report page a name means; undefined if it means none. */
export const reportedLoaderId = (name: string): string | undefined =>
  /^performance\/([0-9A-F]{32})\/lhr\.html$/.exec(name)?.[1]
