import type { Timeline } from '../lab/timeline.js'

/** The `User-Agent` of Chrome, of a phone or tablet where one is emulated. */
export function userAgent ({ conditions: { device } }: Pick<Timeline, 'conditions'>, version: string): string {
  const system = device.formFactor === 'mobile' ? `Linux; Android 11; ${device.name}` : 'Windows NT 10.0; Win64; x64'
  const mobile = device.formFactor === 'mobile' && device.viewport.width < 600 ? ' Mobile' : ''
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}${mobile} Safari/537.36`
}
