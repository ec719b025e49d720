/** Whom a client can be. */
export interface Account { readonly username: string, readonly accessKey: string }

/**
 * Variables that point clients at a twin: perftwin's own, and those that Sauce Labs clients read (saucerest-java, which
 * wants the closing slash; the SDKs' credentials).
 */
export function environmentOf (url: string, account: Account | undefined, token?: string): Record<string, string> {
  const slashed = `${url}/`
  return {
    PERFTWIN_URL: url,
    ...(token === undefined ? {} : { PERFTWIN_CONTROL_TOKEN: token }),
    SAUCE_API_ENDPOINT: slashed,
    SAUCE_REST_ENDPOINT: slashed,
    SAUCE_REST_APP_ENDPOINT: slashed,
    SAUCE_REST_EDS_ENDPOINT: slashed,
    APP_STORE_CONNECT_URL: url,
    ...(account === undefined ? {} : { SAUCE_USERNAME: account.username, SAUCE_ACCESS_KEY: account.accessKey })
  }
}
