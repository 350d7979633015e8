import { defineTexts } from '../../i18n/define.ts'

export const teamTexts = defineTexts('settings-team', {
  name: { ru: 'Имя', pl: 'Imię', en: 'Name' },
  login: { ru: 'Логин', pl: 'Login', en: 'Login' },
  roles: { ru: 'Роли', pl: 'Role', en: 'Roles' },
  works: { ru: 'Может войти', pl: 'Może się zalogować', en: 'May sign in' },
  disable: { ru: '{{name}}: может войти', pl: '{{name}}: może się zalogować', en: '{{name}} may sign in' },
  you: { ru: 'это вы', pl: 'to ty', en: 'you' },
  add: { ru: 'Добавить сотрудника', pl: 'Dodaj osobę', en: 'Add a person' },
  added: { ru: '{{name}} может войти', pl: '{{name}} może się zalogować', en: '{{name}} can sign in now' },
  password: { ru: 'Первый пароль', pl: 'Pierwsze hasło', en: 'First password' },
  passwordHint: {
    ru: 'Не короче 10 знаков. Передайте лично.',
    pl: 'Co najmniej 10 znaków. Przekaż osobiście.',
    en: 'At least 10 characters. Hand it over in person.',
  },
  needed: { ru: 'Заполните это поле', pl: 'Wypełnij to pole', en: 'Fill this in' },
})
