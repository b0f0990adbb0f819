import { createServer } from 'node:http'

// What Node can do at best: a 302 with nothing behind it.
const server = createServer((_, answer) => {
  answer.writeHead(302, { location: 'https://shop.example/product/1?utm_source=instagram', 'content-length': 0 })
  answer.end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`)
})
