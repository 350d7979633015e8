import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { WebSocket, WebSocketServer } from 'ws'
import { RawAgent } from '../../hub/demo-switch/testing/raw-agent.ts'

const root = join(import.meta.dirname, '../..')
export const domain = 'demo.test'

/** A switch of one's own, beside the console's: a process with these users. */
export async function startSwitch(users: Record<string, string>): Promise<{ url: string; stop(): void }> {
  const child = spawn(
    join(root, 'node_modules/.bin/node'),
    ['hub/demo-switch/bin.ts', '--tied', '--port', '0'],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const config = { domain, users: Object.entries(users).map(([user, password]) => ({ user, password })) }
  child.stdin.write(`${JSON.stringify(config)}\n`)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim().replace('ready ', ''), stop: () => void child.kill() }
}

/** Stands between a telephone and its switch, hears what passes, and can put in what no switch would say. */
export type Between = {
  url: string
  /** What the telephone has sent, oldest first. */
  sent: string[]
  inject(frame: string | Buffer): void
  stop(): void
}

export async function standBetween(switchUrl: string): Promise<Between> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' })
  await once(server, 'listening')
  const sent: string[] = []
  let phone: WebSocket | undefined
  server.on('connection', (socket) => {
    phone = socket
    const far = new WebSocket(switchUrl, 'sip')
    const waiting: string[] = []
    far.on('open', () => {
      for (const text of waiting.splice(0)) far.send(text)
    })
    far.on('message', (data) => socket.send(data.toString()))
    far.on('close', () => socket.close())
    far.on('error', () => socket.close())
    socket.on('message', (data) => {
      const text = data.toString()
      sent.push(text)
      if (far.readyState === WebSocket.OPEN) far.send(text)
      else waiting.push(text)
    })
    socket.on('close', () => far.close())
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    inject: (frame) => phone?.send(frame),
    stop() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

/** Calls `target` with the sound of this page: the SIP is spoken here, the rest is the browser's. */
export async function callFrom(page: Page, url: string, user: string, password: string, target: string) {
  const offer = await page.evaluate(async () => {
    const peer = new RTCPeerConnection()
    Object.assign(window, { peer })
    // Chromium decodes what it receives only for somebody who plays it.
    const player = new Audio()
    peer.ontrack = ({ streams }) => {
      player.srcObject = streams[0] ?? null
      void player.play()
    }
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    for (const track of stream.getTracks()) peer.addTrack(track, stream)
    await peer.setLocalDescription(await peer.createOffer())
    while (peer.iceGatheringState !== 'complete')
      await new Promise((resolve) => {
        peer.onicegatheringstatechange = resolve
      })
    return peer.localDescription?.sdp ?? ''
  })
  const agent = await new RawAgent(user, { password, domain, sdp: offer }).connect(url)
  const call = await agent.invite(target)
  return {
    async answered() {
      const answer = await agent.final('INVITE', 15_000)
      if (answer.status !== 200) throw new Error(`answered with ${answer.status}`)
      agent.ack(call, answer)
      await page.evaluate(
        (sdp) =>
          (window as unknown as { peer: RTCPeerConnection }).peer.setRemoteDescription({
            type: 'answer',
            sdp,
          }),
        answer.body,
      )
    },
    async hangUp() {
      agent.send(agent.within(call, 'BYE'))
      await agent.final('BYE')
      agent.close()
    },
  }
}
