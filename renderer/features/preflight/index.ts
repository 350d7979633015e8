export { PreflightHost } from './PreflightHost.tsx'
export { openPreflight } from './store.ts'
