import { describe, expect, it } from 'vitest'
import type { OperatorId, QueueId } from '../lib/ids.ts'
import type { Company } from './company.ts'
import { queuesCsv, readQueues } from './queue-csv.ts'
import { defaultRouting, defaultRules } from './routing-settings.ts'

const sales = 'q-sales' as QueueId
const lena = 'o-1' as OperatorId
const operator = { operatorId: lena, name: 'Lena', login: 'lena', roles: [], queueIds: [], languages: [] }
const company: Company = {
  companyId: 'c',
  name: { en: 'Test' },
  demo: false,
  operators: [{ ...operator, greetings: {}, disabled: false }],
  queues: [
    { queueId: sales, name: { ru: 'Продажи; опт', en: 'Sales, "big"' } },
    { queueId: 'q-old' as QueueId, name: { en: 'Old' }, archived: true },
  ],
  accounts: [],
  dispositions: [],
  products: [],
  fieldLabels: {},
  routing: {
    ...defaultRouting,
    teams: [{ teamId: 't-1', name: 'First', operatorIds: [lena] }],
    queues: [
      {
        ...defaultRules(sales),
        distribution: 'in-order',
        order: [lena],
        teamIds: ['t-1'],
        returnAfterSeconds: null,
        sla: { site: { first: 30, next: 90 } },
        offHours: { reply: { en: 'Tomorrow' }, form: true },
      },
    ],
  },
  settings: { recording: true, widgetCall: 'off' },
}

describe('the table of queues', () => {
  it('read back as it was written changes nothing', () => {
    expect(readQueues(queuesCsv(company), company)).toMatchObject({ differences: [], faults: [] })
  })

  it('shows what it would change, field by field, and leaves alone what it does not speak of', () => {
    const text = 'queue;priority;order\nq-sales;8;\nq-new;1;lena'
    const read = readQueues(
      `${text.replace('order', 'order;name_en').replace('8;', '8;;Sales').replace('1;lena', '1;lena;New')}`,
      company,
    )
    expect(read?.faults).toEqual([])
    expect(read?.differences[0]).toEqual({
      queueId: sales,
      isNew: false,
      fields: [
        { column: 'name_en', from: 'Sales, "big"', to: 'Sales' },
        { column: 'order', from: 'lena', to: '' },
        { column: 'priority', from: '5', to: '8' },
      ],
    })
    expect(read?.differences[1]).toMatchObject({ queueId: 'q-new', isNew: true })
    expect(read?.rules.find((r) => r.queueId === sales)).toMatchObject({
      teamIds: ['t-1'],
      returnAfterSeconds: null,
      sla: { site: { first: 30, next: 90 } },
      offHours: { form: true },
    })
    expect(read?.queues.map((q) => q.queueId)).toEqual([sales, 'q-old', 'q-new'])
  })

  it('names each row that cannot be, with its line and its code, and takes nothing of it', () => {
    const read = readQueues(
      [
        'queue,name_en,teams,priority,promise_site',
        'q-sales,Sales,t-9,5,',
        'q-sales,Sales,t-1,12,',
        'q-sales,Sales,t-1,5,30',
        ',Nobody,,5,',
        'q-new,,,5,',
        'q-2,Two,,5,',
        'q-2,Two again,,5,',
      ].join('\n'),
      company,
    )
    expect(read?.faults).toEqual([
      { line: 2, code: 'IMPORT_ROW_UNKNOWN', what: 'teams: t-9' },
      { line: 3, code: 'IMPORT_ROW_VALUE', what: 'priority: 12' },
      { line: 4, code: 'IMPORT_ROW_VALUE', what: 'promise_site: 30' },
      { line: 5, code: 'IMPORT_ROW_EMPTY', what: '' },
      { line: 6, code: 'IMPORT_ROW_VALUE', what: 'name' },
      { line: 8, code: 'IMPORT_ROW_TWICE', what: 'q-2' },
    ])
    expect(read?.differences.map((d) => d.queueId)).toEqual(['q-2'])
  })

  it('is no table of queues with a column that nobody knows', () => {
    expect(readQueues('queue,colour\nq-sales,red', company)).toBeUndefined()
    expect(readQueues('login,name\nlena,Lena', company)).toBeUndefined()
  })
})
