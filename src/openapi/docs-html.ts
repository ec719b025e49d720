import { documentNames, vendors } from '../vendors.js'

/** The page that shows the documents, by Swagger UI. What it refers to is found from its own address. */
export const docsHtml = (): string => `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>perftwin API</title>
    <link rel="stylesheet" href="./static/swagger-ui.css">
    <link rel="stylesheet" href="./static/index.css">
    <link rel="icon" type="image/png" href="./static/favicon-32x32.png" sizes="32x32">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./static/swagger-ui-bundle.js"></script>
    <script src="./static/swagger-ui-standalone-preset.js"></script>
    <script src="./static/swagger-initializer.js"></script>
    <script src="./static/theme/session.js"></script>
  </body>
</html>
`

/** Tells Swagger UI which documents there are; session.js waits with it until they may be read. */
export function initializer (): string {
  const urls = documentNames.map((name) => ({ url: `../openapi/${name}.json`, name: vendors[name].title }))
  return `'use strict'
window.onload = () => {
  SwaggerUIBundle({
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
    validatorUrl: null,
    urls: ${JSON.stringify(urls)}
  })
}
`
}
