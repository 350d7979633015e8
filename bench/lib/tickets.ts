import { connectConsole } from '../../hub/testing.ts'

/** The line of an operator on the demo switch, for the floor to register with. */
export async function lineOf(hub: string, token: string) {
  const console = await connectConsole(hub)
  const { line } = await console.ask('session.resume', { token })
  console.close()
  if (!line) throw new Error('the floor has no line')
  return line
}

type Ticket = { server: string; domain: string; user: string; token: string }

/** The right to call the company as this number, as the phone page gets it. */
export async function ticketFor(hub: string, number: string): Promise<Ticket> {
  const answer = await fetch(`${hub}/api/demo/phone-ticket?number=${encodeURIComponent(number)}`)
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`)
  return (await answer.json()) as Ticket
}
