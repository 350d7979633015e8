import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A company's own web site of one page, which embeds the widget of that hub with the one line that is asked of it. */
export async function startSite(hub: string): Promise<{ url: string; stop(): void }> {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Northwood Workshop</title>
<script src="${hub}/widget/widget.js" async></script><h1>Furniture made to measure</h1></html>`
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close() }
}
