import type Electron from 'electron'
import { createEvent, Strict, StrictEmitter } from '../strict.ts'

type Template = Electron.MenuItemConstructorOptions
let lastCommand = 0

/** An item. The host draws no menus; `click()` does what a click would do. */
export class MenuItem
  extends Strict
  implements
    Pick<
      Electron.MenuItem,
      | 'id'
      | 'label'
      | 'sublabel'
      | 'toolTip'
      | 'type'
      | 'enabled'
      | 'visible'
      | 'checked'
      | 'registerAccelerator'
      | 'commandId'
    >
{
  readonly commandId = ++lastCommand
  id: string
  label: string
  sublabel: string
  toolTip: string
  type: NonNullable<Template['type']>
  role: Template['role']
  accelerator: string | null
  enabled: boolean
  visible: boolean
  checked: boolean
  registerAccelerator: boolean
  submenu: Menu | undefined
  icon: Template['icon']
  click: (event?: unknown, window?: unknown, contents?: unknown) => void
  menu: Menu | undefined

  constructor(options: Template) {
    super()
    const { submenu, click } = options
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined)
    this.id = options.id ?? ''
    this.label = options.label ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.role = options.role
    this.accelerator = options.accelerator ?? null
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.registerAccelerator = options.registerAccelerator ?? true
    this.icon = options.icon
    this.click = (event = {}, window, contents) => {
      if (!this.enabled) return
      if (this.type === 'checkbox') this.checked = !this.checked
      if (this.type === 'radio') this.chooseRadio()
      click?.(this as unknown as Electron.MenuItem, window as Electron.BaseWindow | undefined, {
        ...(event as Electron.KeyboardEvent),
        ...(contents ? { contents } : {}),
      })
    }
  }

  private chooseRadio(): void {
    const items = this.menu?.items ?? [this]
    const mine = items.indexOf(this)
    const before = items.slice(0, mine).findLastIndex(({ type }) => type !== 'radio')
    const after = items.findIndex(({ type }, index) => index > mine && type !== 'radio')
    for (const item of items.slice(before + 1, after === -1 ? undefined : after)) item.checked = item === this
  }
}

/** A menu as an object model. `popup` opens nothing, but tells that it would have. */
export class Menu extends StrictEmitter implements Omit<Pick<Electron.Menu, 'popup' | 'closePopup'>, never> {
  readonly items: MenuItem[] = []
  private static application: Menu | null = null

  static buildFromTemplate(template: (Template | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.application
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item)
    item.menu = this
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(): void {
    this.emit('menu-will-show', createEvent())
  }

  closePopup(): void {
    this.emit('menu-will-close', createEvent())
  }
}
