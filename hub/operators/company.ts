import type { Company, Operator } from '../../shared/domain/company.ts'
import type { OperatorId } from '../../shared/lib/ids.ts'
import { CodedError } from '../../shared/lib/result.ts'
import type { StoredCompany, StoredOperator, Stores } from '../storage/ports.ts'

/** The company and its people as they are now, held in memory; whoever shows them hears of each change. */
export class CompanyBook {
  private readonly stores: Stores
  private stored: StoredCompany | undefined
  private operators = new Map<OperatorId, Operator>()
  private readonly listeners: ((company: Company) => void)[] = []

  constructor(stores: Stores) {
    this.stores = stores
  }

  async load(): Promise<void> {
    this.stored = await this.stores.company.get()
    this.operators = new Map((await this.stores.operators.list()).map((o) => [o.operatorId, o]))
  }

  get exists(): boolean {
    return this.stored !== undefined && this.operators.size > 0
  }

  /** @throws CodedError SETUP_NEEDED */
  get(): Company {
    const found = this.find()
    if (!found) throw new CodedError('SETUP_NEEDED')
    return found
  }

  find(): Company | undefined {
    return this.stored && { ...this.stored, operators: [...this.operators.values()] }
  }

  operator(operatorId: OperatorId): Operator | undefined {
    return this.operators.get(operatorId)
  }

  onChanged(listener: (company: Company) => void): void {
    this.listeners.push(listener)
  }

  async set(company: StoredCompany): Promise<void> {
    await this.stores.company.set(company)
    this.stored = company
    this.changed()
  }

  /** The company and some of its people in one go: whoever shows them hears once. */
  async setWith(company: StoredCompany, operators: readonly Operator[]): Promise<void> {
    for (const operator of operators) {
      await this.stores.operators.update(operator)
      this.operators.set(operator.operatorId, operator)
    }
    await this.set(company)
  }

  /** @throws CodedError LOGIN_TAKEN */
  async add(operator: StoredOperator): Promise<Operator> {
    await this.stores.operators.create(operator)
    const { passwordHash: _, ...known } = operator
    this.operators.set(known.operatorId, known)
    this.changed()
    return known
  }

  async update(operator: Operator): Promise<void> {
    await this.stores.operators.update(operator)
    this.operators.set(operator.operatorId, operator)
    this.changed()
  }

  private changed(): void {
    const company = this.find()
    if (company) for (const listener of this.listeners) listener(company)
  }
}
