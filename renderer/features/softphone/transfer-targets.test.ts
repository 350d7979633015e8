import { describe, expect, it } from 'vitest'
import type { Company } from '../../../shared/domain/company.ts'
import type { PersonHit, TeamState } from '../../../shared/protocol/hub-protocol.ts'
import { optionsFor } from './transfer-targets.ts'

const operator = (operatorId: string, name: string, more = {}) => ({
  operatorId,
  name,
  login: operatorId,
  roles: ['operator'],
  queueIds: ['q-1'],
  languages: [],
  greetings: {},
  disabled: false,
  ...more,
})
const company = {
  operators: [
    operator('me', 'Anna'),
    operator('talks', 'Dina'),
    operator('gone', 'Egor'),
    operator('free', 'Timur', { extension: '205' }),
    operator('longer', 'Boris'),
    operator('left', 'Olga', { disabled: true }),
    operator('audit', 'Vera', { roles: ['auditor'] }),
  ],
  queues: [{ queueId: 'q-1', name: { ru: 'Доставка', pl: 'Dostawa', en: 'Delivery' } }],
} as unknown as Company
const team = {
  operators: [
    { operatorId: 'talks', presence: 'available', since: 1, talkingSince: 5 },
    { operatorId: 'free', presence: 'available', since: 50 },
    { operatorId: 'longer', presence: 'available', since: 10 },
    { operatorId: 'gone', presence: 'offline', since: 1 },
  ],
  queues: [{ queueId: 'q-1', waiting: 6, waitSeconds: 180 }],
} as unknown as TeamState
const hit = (name: string, detail: string) => ({ personId: name, name, detail }) as unknown as PersonHit
const find = (text: string, people: PersonHit[] = []) =>
  optionsFor(text, { company, team, people, me: 'me', language: 'ru' }).map((o) => o.name)

describe('whom a call can be passed on to', () => {
  it('is whoever has been free longest first, then queues, then who is on a call, and who is not there last', () => {
    expect(find('')).toEqual(['Boris', 'Timur', 'Доставка', 'Dina', 'Egor'])
  })

  it('is found by name, extension and queue, in any case', () => {
    expect(find('тим')).toEqual([])
    expect(find('TIM')).toEqual(['Timur'])
    expect(find('достав')).toEqual(['Boris', 'Timur', 'Доставка', 'Dina', 'Egor'])
  })

  it('is a number as well, before anybody else; a colleague of that extension is beside it', () => {
    expect(find('205')).toEqual(['205', 'Timur'])
    expect(find('8 (900) 000-00-01')).toEqual(['8 (900) 000-00-01'])
  })

  it('is a person of the base who has a number, and nobody who has only a handle', () => {
    expect(find('petr', [hit('Petr', '+79000000001'), hit('Petra', '@petra')])).toEqual(['Petr'])
  })
})
