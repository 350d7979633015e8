export { useNameless } from './names.ts'
export { type PersonState, personOf, usePerson } from './store.ts'
