import { say } from '../host.ts'
import { strict } from '../strict.ts'

type Options = { message?: string; title?: string; cancelId?: number; buttons?: string[] }

const optionsOf = (args: unknown[]): Options => (args.length > 1 ? args[1] : args[0]) as Options

function dismiss(kind: string, args: unknown[]): Options {
  const options = optionsOf(args) ?? {}
  say(`${kind} dismissed: ${options.message ?? options.title ?? ''}`)
  return options
}

/** The button that Electron reports when a message box is closed without a choice. */
function cancelButton({ cancelId, buttons = [] }: Options): number {
  if (cancelId !== undefined) return cancelId
  const named = buttons.findIndex((label) => /^(cancel|no)$/i.test(label))
  return named === -1 ? 0 : named
}

/** Native dialogs: each is dismissed at once, as by a user who presses Escape, and a line says so. */
export const dialog = strict('dialog', {
  async showMessageBox(...args: unknown[]) {
    return { response: cancelButton(dismiss('message box', args)), checkboxChecked: false }
  },
  showMessageBoxSync: (...args: unknown[]): number => cancelButton(dismiss('message box', args)),
  async showOpenDialog(...args: unknown[]) {
    dismiss('open dialog', args)
    return { canceled: true, filePaths: [] as string[] }
  },
  showOpenDialogSync(...args: unknown[]): string[] | undefined {
    dismiss('open dialog', args)
    return undefined
  },
  async showSaveDialog(...args: unknown[]) {
    dismiss('save dialog', args)
    return { canceled: true, filePath: '' }
  },
  showSaveDialogSync(...args: unknown[]): string {
    dismiss('save dialog', args)
    return ''
  },
  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`)
  },
})
