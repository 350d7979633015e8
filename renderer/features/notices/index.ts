export { NoticeBell } from './NoticeBell.tsx'
export { openPlace } from './open-place.ts'
export { ViewingMark } from './Viewing.tsx'
