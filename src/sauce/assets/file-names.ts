export const isScreenshot = (name: string): boolean => /^\d{4}screenshot\.png$/.test(name)

/** The video and the screenshots are what `public restricted` shows to everybody. */
export const isPicture = (name: string): boolean => name === 'video.mp4' || name === 'screenshots.zip' || name === 'final_screenshot.png' || isScreenshot(name)

export const screenshotName = (index: number): string => `${String(index).padStart(4, '0')}screenshot.png`
