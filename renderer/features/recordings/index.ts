export { AuditLines } from './AuditList.tsx'
export { auditTexts } from './audit-texts.ts'
export { usePaymentFields } from './payment-focus.ts'
export { RecordingPlayer } from './RecordingPlayer.tsx'
