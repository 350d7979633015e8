import { existsSync } from 'node:fs'
import type Electron from 'electron'
import { say } from '../host.ts'
import { ask, canAsk } from '../question-window.ts'
import { strict } from '../strict.ts'
import { app } from './app.ts'

type Options = Partial<Electron.MessageBoxOptions & Electron.OpenDialogOptions & Electron.SaveDialogOptions>

/**
 * Dialogs. Before real windows they are asked in a small window of the host; else, and when a synchronous answer is
 * wanted, they are dismissed as by the Escape key, and a line says so.
 */
export const dialog = strict('dialog', {
  async showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const options = optionsOf(args)
    if (!canAsk()) return { response: dismissBox(options), checkboxChecked: false }
    const { title = app.name, message = '', detail = '', buttons = [], defaultId = 0 } = options
    const labels = buttons.length > 0 ? buttons : ['OK']
    const answer = await ask({ title, message, detail, buttons: labels, defaultButton: defaultId })
    return {
      response: answer?.button ?? cancelButton(options),
      checkboxChecked: options.checkboxChecked ?? false,
    }
  },
  showMessageBoxSync: (...args: unknown[]): number => dismissBox(optionsOf(args)),
  async showOpenDialog(...args: unknown[]): Promise<Electron.OpenDialogReturnValue> {
    const path = await askForPath(optionsOf(args), 'Open')
    return path !== undefined && existsSync(path)
      ? { canceled: false, filePaths: [path] }
      : { canceled: true, filePaths: [] }
  },
  showOpenDialogSync(...args: unknown[]): string[] | undefined {
    dismiss('open dialog', optionsOf(args))
    return undefined
  },
  async showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    const path = await askForPath(optionsOf(args), 'Save')
    return { canceled: path === undefined, filePath: path ?? '' }
  },
  showSaveDialogSync(...args: unknown[]): string {
    dismiss('save dialog', optionsOf(args))
    return ''
  },
  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`)
    if (canAsk()) void ask({ title, message: title, detail: content, buttons: ['OK'], defaultButton: 0 })
  },
})

/** The window to which a dialog belongs may come first. */
const optionsOf = (args: unknown[]): Options => ((args.length > 1 ? args[1] : args[0]) ?? {}) as Options

async function askForPath(options: Options, verb: 'Open' | 'Save'): Promise<string | undefined> {
  if (!canAsk()) return dismiss(`${verb.toLowerCase()} dialog`, options)
  const { title = verb, message = title, buttonLabel = verb, defaultPath = '' } = options
  const buttons = [buttonLabel, 'Cancel']
  const answer = await ask({ title, message, detail: '', buttons, defaultButton: 0, input: defaultPath })
  return answer?.button === 0 && answer.text !== '' ? answer.text : undefined
}

function dismissBox(options: Options): number {
  dismiss('message box', options)
  return cancelButton(options)
}

function dismiss(kind: string, { message, title }: Options): undefined {
  say(`${kind} dismissed: ${message ?? title ?? ''}`)
}

/** The button that Electron reports when a message box is closed without a choice. */
function cancelButton({ cancelId, buttons = [] }: Options): number {
  if (cancelId !== undefined) return cancelId
  const named = buttons.findIndex((label) => /^(cancel|no)$/i.test(label))
  return named === -1 ? 0 : named
}
