/** The files that clients take: the root, the root with those that are trusted anyway, the root for Java. */
export const clientFiles = { pem: 'ca.pem', bundle: 'ca-bundle.pem', jks: 'ca.jks' } as const

export type ClientFile = keyof typeof clientFiles

/** Where each of them is, as a shell has it. */
export type Files = Readonly<Record<ClientFile, string>>

/** How the clients of one ecosystem are told to trust a root. */
export interface Explanation {
  /** Whom it is about. */
  readonly about: string
  /** Which files the lines speak of. */
  readonly needs: readonly ClientFile[]
  /** What to type, a line each. */
  readonly lines: readonly string[]
  /** What to know besides, a sentence each. */
  readonly notes: readonly string[]
}

/** By the word that asks for it. The one place of these words: the command says them, and docs/edge.md repeats them. */
const explanations = {
  node: ({ pem }: Files) => ({
    about: 'Node.js: https, fetch, undici, axios, got, the vendors\' SDKs',
    needs: ['pem'],
    lines: [`export NODE_EXTRA_CA_CERTS=${pem}`],
    notes: [
      'It adds to what Node trusts, takes one file, and is read when the process starts.',
      'fetch says only "fetch failed" where the certificate is not trusted: why is in the error\'s cause.'
    ]
  }),
  python: ({ bundle }: Files) => ({
    about: 'Python: urllib, http.client, aiohttp; requests; httpx',
    needs: ['bundle'],
    lines: [`export SSL_CERT_FILE=${bundle}`, `export REQUESTS_CA_BUNDLE=${bundle}`],
    notes: [
      'Both replace what Python trusts, so the file holds the usual roots too.',
      'requests reads the second alone, and everything else the first.'
    ]
  }),
  java: ({ jks }: Files) => ({
    about: 'Java: HttpClient, HttpsURLConnection, OkHttp, Apache HttpClient',
    needs: ['jks'],
    lines: [`export JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=${jks}`],
    notes: [
      'It replaces what Java trusts. To add to it instead:',
      `keytool -importkeystore -srckeystore ${jks} -srcstorepass changeit -cacerts -deststorepass changeit`,
      'Java takes no PEM, and says on standard error that it picked the variable up.'
    ]
  }),
  ruby: ({ bundle }: Files) => ({
    about: 'Ruby: Net::HTTP, Faraday, fastlane',
    needs: ['bundle'],
    lines: [`export SSL_CERT_FILE=${bundle}`],
    notes: ['It replaces what OpenSSL trusts, so the file holds the usual roots too.']
  }),
  go: ({ bundle }: Files) => ({
    about: 'Go, on Linux and the BSDs',
    needs: ['bundle'],
    lines: [`export SSL_CERT_FILE=${bundle}`],
    notes: [
      'It replaces the file of roots, so it holds the usual ones too.',
      'On macOS and Windows Go asks the system alone: see browsers.'
    ]
  }),
  dotnet: ({ bundle }: Files) => ({
    about: '.NET, on Linux',
    needs: ['bundle'],
    lines: [`export SSL_CERT_FILE=${bundle}`],
    notes: ['On macOS and Windows .NET asks the system alone: see browsers.']
  }),
  curl: ({ pem, bundle }: Files) => ({
    about: 'curl, and what is built on libcurl with OpenSSL',
    needs: ['pem', 'bundle'],
    lines: [`curl --cacert ${pem} …`, `export CURL_CA_BUNDLE=${bundle}`],
    notes: ['The variable replaces what curl trusts, wins over SSL_CERT_FILE, and is preset in many images.']
  }),
  browsers: ({ pem }: Files) => ({
    about: 'Browsers, and all that asks the system',
    needs: ['pem'],
    lines: [
      `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n perftwin -i ${pem}  # Chromium on Linux`,
      `sudo cp ${pem} /usr/local/share/ca-certificates/perftwin.crt && sudo update-ca-certificates  # Debian`,
      `sudo cp ${pem} /etc/pki/ca-trust/source/anchors/perftwin.pem && sudo update-ca-trust  # Fedora`,
      `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${pem}  # macOS`,
      `certutil -addstore -user Root ${pem}  # Windows`
    ],
    notes: [
      'Firefox has a store of its own: Settings, Privacy & Security, View Certificates, Import.',
      'What is trusted here is trusted until it is taken out again: better take a throw-away profile.'
    ]
  })
} satisfies Readonly<Record<string, (files: Files) => Explanation>>

export type Ecosystem = keyof typeof explanations

export const ecosystems = Object.keys(explanations) as Ecosystem[]

export const explanationOf = (ecosystem: Ecosystem, files: Files): Explanation => explanations[ecosystem](files)
