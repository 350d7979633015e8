export { WrapUpDock } from './WrapUpDock.tsx'
