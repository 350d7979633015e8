import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

export type Row = Record<string, unknown>

/** Prepared statements by their text: preparing again costs ten times the query. */
export class Statements {
  private readonly db: DatabaseSync
  private readonly prepared = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.db = db
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.prepare(sql).run(...values)
  }

  /** How many rows it changed. */
  change(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.prepare(sql).run(...values).changes)
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepare(sql).get(...values)
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.prepare(sql).all(...values)
  }

  private prepare(sql: string): StatementSync {
    const known = this.prepared.get(sql)
    if (known) return known
    const statement = this.db.prepare(sql)
    this.prepared.set(sql, statement)
    return statement
  }
}

/** The value of a JSON column. */
export const json = <T>(value: unknown): T => JSON.parse(String(value)) as T
