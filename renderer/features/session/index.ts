export { readableFingerprint } from './password.ts'
export { SessionGate } from './SessionGate.tsx'
