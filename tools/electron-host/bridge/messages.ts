/** What the isolated world of a page tells the host. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'post'; channel: string; message: unknown; ports: string[] }
  | { kind: 'port'; id: string; data: unknown }
  | { kind: 'port-closed'; id: string }
  | { kind: 'open'; url: string; frameName: string; features: string; disposition: WindowDisposition }
  | { kind: 'media'; id: number; method: 'getUserMedia' | 'getDisplayMedia'; types: string[] }
  | { kind: 'title'; title: string }
  | { kind: 'focus'; focused: boolean }
  | { kind: 'bounds' }
  | { kind: 'preload-error'; message: string; stack: string }

/** What the host tells the isolated world of a page. */
export type ToPage =
  | { kind: 'answer'; id: number; ok: boolean; value: unknown }
  | { kind: 'message'; channel: string; args: unknown[]; ports: string[] }
  | { kind: 'port'; id: string; data: unknown }
  | { kind: 'port-closed'; id: string }

/** Body of the synchronous request behind `ipcRenderer.sendSync` and behind a page's own navigation. */
export type SyncRequest =
  | { kind: 'send'; token: string; channel: string; args: unknown[] }
  | { kind: 'navigate'; token: string; url: string }

/** Path on the page's own origin that the host answers itself. */
export const syncPath = '/__host_sync__'

export type WindowDisposition = 'default' | 'foreground-tab' | 'background-tab' | 'new-window' | 'other'
