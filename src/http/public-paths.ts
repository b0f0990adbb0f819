/**
 * What is answered outside the API, as OpenAPI path items for `/openapi.json`. They are written by hand: most take no
 * schema, and none of them answers in JSON alone.
 */
export function publicPaths() {
  return {
    ...linkPaths(),
    ...snippetPaths(),
    ...questionPaths(),
    ...pagePaths(),
    ...shopSystemPaths(),
    ...operatorPaths(),
  }
}

function linkPaths() {
  return {
    '/{slug}': getAtRoot('Follow a short URL', {
      description: 'Counts the click and leads on, with the link’s UTMs and the click id. HEAD counts nothing.',
      parameters: [slug],
      responses: {
        '302': { description: 'To the destination' },
        '404': { description: 'There is no such link' },
        '410': { description: 'The link has ended' },
      },
    }),
    '/{slug}+': getAtRoot('See where a short URL leads', {
      description: 'A page that names the destination, who runs it and what is stored, without going there.',
      parameters: [slug],
      responses: { '200': page('Where the link leads'), '404': { description: 'There is no such link' } },
    }),
  }
}

function snippetPaths() {
  return {
    '/till.gif': getAtRoot('Tell of an order by pixel', {
      description:
        'Always an image: what can’t be counted lies in the quarantine. At most 120 a minute from an address.',
      parameters: pixelFields.map(([name, what]) => queryField(name, what)),
      responses: { '200': { description: 'A transparent pixel', content: { 'image/gif': {} } } },
    }),
    '/till.js': getAtRoot('The snippet for shop pages', {
      responses: { '200': { description: 'The script', content: { 'text/javascript': {} } } },
    }),
    '/till-more.js': getAtRoot('The snippet’s second file: visits and what stands in dataLayer', {
      responses: { '200': { description: 'The script', content: { 'text/javascript': {} } } },
    }),
    '/-/v': {
      servers: atRoot(),
      post: {
        summary: 'Tell of a visit by the snippet',
        description: 'Landing, pages, active seconds and scroll depth, as the second file sends them. 4 KB at most.',
        security: [],
        requestBody: { required: true, content: { 'text/plain': {} } },
        responses: { '204': { description: 'Taken, or passed over' } },
      },
    },
    '/e': {
      servers: atRoot(),
      post: {
        summary: 'Tell of an order by the snippet',
        description: 'JSON with the fields of POST /conversions that a browser may tell, and `shop`. 16 KB at most.',
        security: [],
        requestBody: { required: true, content: { 'text/plain': {}, 'application/json': {} } },
        responses: {
          '204': { description: 'Taken, or in the quarantine' },
          '413': { description: 'Too large' },
          '503': { description: 'Could not be stored: try again' },
        },
      },
    },
  }
}

function questionPaths() {
  return {
    '/-/q.js': getAtRoot('The script of the question after an order', {
      responses: { '200': { description: 'The script', content: { 'text/javascript': {} } } },
    }),
    '/-/q/{shopId}/options': getAtRoot('What a shop asks after an order', {
      description: 'In another order each time. `{"isOn": false}` where nobody is asked.',
      parameters: [pathField('shopId', 'The shop')],
      responses: { '200': { description: 'Question, options and texts', content: { 'application/json': {} } } },
    }),
    '/-/q/{shopId}': {
      ...getAtRoot('The question as a page without JavaScript', {
        parameters: [pathField('shopId', 'The shop'), queryField('order', 'The order’s id')],
        responses: { '200': page('The question'), '404': { description: 'Nobody is asked' } },
      }),
      post: {
        summary: 'Answer “How did you hear about us?”',
        description:
          '`{"option", "text?", "order?", "position?"}` as text, or the page’s form. An order has one answer; a later one replaces it within the hour. 4 KB at most.',
        security: [],
        parameters: [pathField('shopId', 'The shop')],
        requestBody: { required: true, content: { 'text/plain': {}, 'application/x-www-form-urlencoded': {} } },
        responses: {
          '204': { description: 'Taken, or passed over' },
          '400': { description: 'No such option, or a text that is too long' },
          '404': { description: 'Nobody is asked' },
          '429': { description: 'Too many from this address' },
        },
      },
    },
  }
}

function pagePaths() {
  return {
    '/-/bio/{shopId}': getAtRoot('A shop’s newest posts', {
      parameters: [pathField('shopId', 'The shop')],
      responses: { '200': page('The bio page'), '404': { description: 'There is none' } },
    }),
    '/-/view/{token}': {
      ...getAtRoot('A view that was shared by a link', {
        description:
          'A page without script: name, days, totals with their intervals, rows and how right they are; no costs, and nothing of single orders, customers or clicks. With `.csv` or `.ndjson` behind the token the rows as a file, for spreadsheets.',
        parameters: [token],
        responses: {
          '200': page('The view'),
          '401': { description: 'It asks for its password' },
          '404': { description: 'There is no such link' },
          '410': { description: 'The link has ended' },
        },
      }),
      post: {
        summary: 'Open a shared view by its password',
        description: 'As its page’s form sends it. Opens the page for two hours, by a cookie.',
        security: [],
        parameters: [token],
        requestBody: { required: true, content: { 'application/x-www-form-urlencoded': {} } },
        responses: {
          '303': { description: 'To the page' },
          '401': { description: 'Not the password' },
          '410': { description: 'The link has ended' },
          '429': { description: 'Too many tries' },
        },
      },
    },
  }
}

function shopSystemPaths() {
  return {
    '/-/woocommerce/keys': {
      servers: atRoot(),
      post: {
        summary: 'Take the keys of a WooCommerce shop that was asked for them',
        description: 'What WooCommerce sends once its owner has approved: `user_id` is a secret that works once.',
        security: [],
        requestBody: { required: true, content: { 'application/json': {} } },
        responses: {
          '200': { description: 'Connected' },
          '400': { description: 'These are no keys to read and write' },
          '403': { description: 'Nobody asked for them, or more than an hour ago' },
        },
      },
    },
    '/hooks/{source}/{shopId}': {
      servers: atRoot(),
      post: {
        summary: 'Take a webhook of a shop system',
        description: 'Signed over the raw bytes with a secret of PUT /shops/{id}/sources/{source}. 1 MB at most.',
        security: [],
        parameters: [pathField('source', 'shopify, woocommerce, stripe or signed'), pathField('shopId', 'The shop')],
        requestBody: { required: true, content: { 'application/json': {} } },
        responses: {
          '200': { description: 'Counted, or in the quarantine' },
          '401': { description: 'The signature is not right: nothing is stored' },
          '503': { description: 'Could not be stored: send it again' },
        },
      },
    },
    '/postback/{token}': getAtRoot('Tell of an order as affiliate networks do', {
      description: 'GET or POST with the usual names: clickid, txid, payout, currency, status.',
      parameters: [pathField('token', 'Of PUT /shops/{id}/sources/postback')],
      responses: { '200': { description: 'Counted, or in the quarantine' }, '404': { description: 'Unknown token' } },
    }),
  }
}

function operatorPaths() {
  return {
    '/healthz': getAtRoot('Is the process alive', { responses: { '200': { description: 'It is' } } }),
    '/readyz': getAtRoot('Is the database migrated and writable', {
      responses: { '200': { description: 'It is' }, '503': { description: 'It is not' } },
    }),
    '/metrics': getAtRoot('Counters for Prometheus', {
      description: 'For keys with metrics:read, or from this computer without forwarding headers.',
      security: [{ key: [] }],
      responses: {
        '200': { description: 'Prometheus text', content: { 'text/plain': {} } },
        '401': { description: 'No key' },
      },
    }),
  }
}

type Operation = {
  readonly description?: string
  readonly parameters?: Parameter[]
  readonly security?: { key: string[] }[]
  readonly responses: Record<string, { description: string; content?: Record<string, object> }>
}

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; description: string; schema: Text }
type Text = { type: 'string' }

/** Open to everybody, and not below `/api/v1`. */
function getAtRoot(summary: string, operation: Operation) {
  return { servers: atRoot(), get: { summary, security: [], ...operation } }
}

function atRoot() {
  return [{ url: '/' }]
}

const text: Text = { type: 'string' }
const slug = pathField('slug', 'The link’s short name')
const token = pathField('token', 'Of POST /views/{id}/shares')

function pathField(name: string, description: string): Parameter {
  return { name, in: 'path', required: true, description, schema: text }
}

function queryField(name: string, description: string): Parameter {
  return { name, in: 'query', required: name === 'event', description, schema: text }
}

const pixelFields = [
  ['event', 'purchase, lead, add_to_cart, begin_checkout or a name of the shop’s'],
  ['order', 'The order’s id; required for a purchase'],
  ['eventId', 'Tells other events apart'],
  ['value', 'What the customer paid, as 499.50'],
  ['tax', 'The tax in it'],
  ['shipping', 'The shipping in it'],
  ['currency', 'ISO 4217'],
  ['click', 'The click id from the landing page'],
  ['coupon', 'The coupon used'],
  ['shop', 'The shop’s id, where there are several'],
] as const

function page(description: string) {
  return { description, content: { 'text/html': {} } }
}
