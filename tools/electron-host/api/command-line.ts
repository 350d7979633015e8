import type Electron from 'electron'
import { Strict } from '../strict.ts'

/** Switches that the application adds; Chromium gets them when it starts. */
export class CommandLine extends Strict implements Electron.CommandLine {
  private readonly switches = new Map<string, string>()

  appendSwitch(name: string, value = ''): void {
    this.switches.set(name.toLowerCase(), value)
  }

  appendArgument(): void {}

  hasSwitch(name: string): boolean {
    return this.switches.has(name.toLowerCase())
  }

  getSwitchValue(name: string): string {
    return this.switches.get(name.toLowerCase()) ?? ''
  }

  removeSwitch(name: string): void {
    this.switches.delete(name.toLowerCase())
  }

  /** As Chromium takes them, with dashes. */
  list(): string[] {
    return [...this.switches].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
  }
}
