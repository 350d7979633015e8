import type { Operator } from '../../shared/domain/company.ts'
import { routingOf, serves } from '../../shared/domain/routing-settings.ts'
import { type HubLine, hubPaths } from '../../shared/protocol/hub-protocol.ts'
import type { Keys } from '../keys.ts'
import type { SwitchAddress, SwitchConfig } from '../options.ts'
import type { CompanyBook } from './company.ts'

export const switchDomain = 'demo.kommutator.example'

const answersCalls = (o: Operator): boolean => !o.disabled && o.roles.some((role) => role !== 'auditor')
const userOf = (o: Operator): string => o.extension ?? o.operatorId

/** The operators' lines on the demo switch, and what the switch must be told of them. */
export class Lines {
  address: SwitchAddress | undefined
  private readonly book: CompanyBook
  private readonly keys: Keys

  constructor(book: CompanyBook, keys: Keys) {
    this.book = book
    this.keys = keys
  }

  lineOf(operator: Operator): HubLine | undefined {
    if (!this.address || !answersCalls(operator)) return undefined
    return {
      server: this.address.url,
      domain: switchDomain,
      user: userOf(operator),
      password: this.keys.linePassword(operator.operatorId),
      demo: true,
    }
  }

  /** `hubUrl` is where the switch reports to. An operator of no queue is rung for all of them. */
  config(hubUrl: string): SwitchConfig {
    const company = this.book.find()
    const operators = (company?.operators ?? []).filter(answersCalls)
    const routing = routingOf(company)
    const groups = (company?.queues ?? []).map(({ queueId }) => [
      queueId,
      operators.filter((o) => serves(o, queueId, routing)).map(userOf),
    ])
    return {
      domain: switchDomain,
      users: operators.map((o) => ({ user: userOf(o), password: this.keys.linePassword(o.operatorId) })),
      groups: Object.fromEntries(groups) as Record<string, string[]>,
      tokenPublicKey: { ...this.keys.tokenPublic },
      cdr: { url: `${hubUrl}${hubPaths.switchCalls}`, secret: this.keys.switchSecret },
    }
  }
}
