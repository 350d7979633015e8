import { defineTexts } from '../../i18n/define.ts'

/** Facts in words. Key words stand in `<b>`. */
export const factTexts = defineTexts('facts', {
  visitFirst: {
    ru: 'Визит из <b>{{source}}</b>',
    pl: 'Wizyta z <b>{{source}}</b>',
    en: 'Visit from <b>{{source}}</b>',
  },
  visitKeyword: { ru: ', по запросу «{{term}}»', pl: ', hasło „{{term}}”', en: ', keyword “{{term}}”' },
  visitCampaign: {
    ru: ', кампания «{{campaign}}»',
    pl: ', kampania „{{campaign}}”',
    en: ', campaign “{{campaign}}”',
  },
  visitCity: { ru: ', {{city}}', pl: ', {{city}}', en: ', {{city}}' },
  page: { ru: 'Страница <b>{{page}}</b>', pl: 'Strona <b>{{page}}</b>', en: 'Page <b>{{page}}</b>' },
  screen: {
    ru: 'Экран приложения <b>{{screen}}</b>',
    pl: 'Ekran aplikacji <b>{{screen}}</b>',
    en: 'App screen <b>{{screen}}</b>',
  },
  search: {
    ru: 'Поиск <b>«{{query}}»</b>{{found}}',
    pl: 'Szukanie <b>„{{query}}”</b>{{found}}',
    en: 'Searched <b>“{{query}}”</b>{{found}}',
  },
  found: {
    ru: { one: ', найден {{count}}', few: ', найдено {{count}}', many: ', найдено {{count}}' },
    pl: { one: ', znaleziono {{count}}', few: ', znaleziono {{count}}', many: ', znaleziono {{count}}' },
    en: { one: ', {{count}} found', other: ', {{count}} found' },
  },
  product: {
    ru: 'Смотрел товар <b>{{product}}</b>',
    pl: 'Oglądał(a) <b>{{product}}</b>',
    en: 'Viewed <b>{{product}}</b>',
  },
  cart: {
    ru: 'В корзине <b>{{items}}</b>{{total}}',
    pl: 'W koszyku <b>{{items}}</b>{{total}}',
    en: 'In the cart <b>{{items}}</b>{{total}}',
  },
  cartEmptied: { ru: 'Корзина опустела', pl: 'Koszyk opróżniony', en: 'Cart emptied' },
  cartAbandoned: { ru: 'Корзина не оформлена', pl: 'Porzucony koszyk', en: 'Cart left' },
  widget: {
    ru: 'Нажата кнопка виджета <b>{{button}}</b>',
    pl: 'Kliknięto w widżecie <b>{{button}}</b>',
    en: 'Pressed <b>{{button}}</b> in the widget',
  },
  store: {
    ru: 'Был в магазине{{seller}}{{text}}',
    pl: 'Wizyta w sklepie{{seller}}{{text}}',
    en: 'Visited the shop{{seller}}{{text}}',
  },
  storeSeller: { ru: ', продавец {{name}}', pl: ', sprzedawca {{name}}', en: ', seller {{name}}' },
  offer: { ru: 'Предложение <b>{{title}}</b>', pl: 'Oferta <b>{{title}}</b>', en: 'Offer <b>{{title}}</b>' },
  order: {
    ru: 'Заказ <b>№ {{order}}</b> на <b>{{total}}</b>: {{items}}',
    pl: 'Zamówienie <b>nr {{order}}</b> na <b>{{total}}</b>: {{items}}',
    en: 'Order <b>No. {{order}}</b> for <b>{{total}}</b>: {{items}}',
  },
  orderState: {
    ru: 'Заказ <b>№ {{order}}</b>: {{state}}',
    pl: 'Zamówienie <b>nr {{order}}</b>: {{state}}',
    en: 'Order <b>No. {{order}}</b>: {{state}}',
  },
  orderNote: {
    ru: 'К заказу <b>№ {{order}}</b>: {{text}}',
    pl: 'Do zamówienia <b>nr {{order}}</b>: {{text}}',
    en: 'About order <b>No. {{order}}</b>: {{text}}',
  },
  return: {
    ru: 'Возврат по заказу <b>№ {{order}}</b>{{reason}}',
    pl: 'Zwrot z zamówienia <b>nr {{order}}</b>{{reason}}',
    en: 'Return for order <b>No. {{order}}</b>{{reason}}',
  },
  because: { ru: ': {{reason}}', pl: ': {{reason}}', en: ': {{reason}}' },
  returnState: { ru: 'Возврат: {{state}}', pl: 'Zwrot: {{state}}', en: 'Return: {{state}}' },
  applied: {
    ru: 'Заявка <b>{{product}}</b>',
    pl: 'Wniosek <b>{{product}}</b>',
    en: 'Application <b>{{product}}</b>',
  },
  approved: {
    ru: 'Заявка одобрена{{months}}',
    pl: 'Wniosek zatwierdzony{{months}}',
    en: 'Application approved{{months}}',
  },
  months: {
    ru: { one: ', {{count}} месяц', few: ', {{count}} месяца', many: ', {{count}} месяцев' },
    pl: { one: ', {{count}} miesiąc', few: ', {{count}} miesiące', many: ', {{count}} miesięcy' },
    en: { one: ', {{count}} month', other: ', {{count}} months' },
  },
  subscription: {
    ru: 'Тариф <b>{{service}}</b>: {{to}}',
    pl: 'Taryfa <b>{{service}}</b>: {{to}}',
    en: 'Plan <b>{{service}}</b>: {{to}}',
  },
  paidBack: {
    ru: 'Компенсация <b>{{amount}}</b>{{reason}}',
    pl: 'Rekompensata <b>{{amount}}</b>{{reason}}',
    en: 'Compensation <b>{{amount}}</b>{{reason}}',
  },
  campaignSent: {
    ru: 'Рассылка <b>{{title}}</b>',
    pl: 'Wysyłka <b>{{title}}</b>',
    en: 'Campaign <b>{{title}}</b>',
  },
  campaignFailed: {
    ru: 'Рассылка не доставлена: {{why}}',
    pl: 'Wysyłka nie dotarła: {{why}}',
    en: 'Campaign not delivered: {{why}}',
  },
  campaignOpened: { ru: 'Открыл рассылку', pl: 'Otwarto wysyłkę', en: 'Opened the campaign' },
  campaignClicked: {
    ru: 'Перешёл из рассылки <b>{{url}}</b>',
    pl: 'Kliknięto w wysyłce <b>{{url}}</b>',
    en: 'Clicked in the campaign <b>{{url}}</b>',
  },
  campaignLeft: { ru: 'Отписался от рассылок', pl: 'Wypisano z wysyłek', en: 'Unsubscribed' },
  accepted: {
    ru: '<b>{{name}}</b> ведёт обращение{{queue}}',
    pl: '<b>{{name}}</b> prowadzi rozmowę{{queue}}',
    en: '<b>{{name}}</b> took the conversation{{queue}}',
  },
  fromQueue: { ru: ' из очереди «{{queue}}»', pl: ' z kolejki „{{queue}}”', en: ' from queue “{{queue}}”' },
  requeued: {
    ru: '<b>{{name}}</b> вернул(а) обращение в очередь',
    pl: '<b>{{name}}</b> oddał(a) rozmowę do kolejki',
    en: '<b>{{name}}</b> put the conversation back in the queue',
  },
  requeuedAway: {
    ru: 'Вернулось в очередь: <b>{{name}}</b> не на месте',
    pl: 'Wróciło do kolejki: <b>{{name}}</b> nie ma na miejscu',
    en: 'Back in the queue: <b>{{name}}</b> is away',
  },
  snoozed: {
    ru: '<b>{{name}}</b> отложил(а) до <b>{{until}}</b>',
    pl: '<b>{{name}}</b> odłożył(a) do <b>{{until}}</b>',
    en: '<b>{{name}}</b> snoozed it until <b>{{until}}</b>',
  },
  callback: {
    ru: 'Перезвонить <b>{{due}}</b>{{note}}',
    pl: 'Oddzwonić <b>{{due}}</b>{{note}}',
    en: 'Call back <b>{{due}}</b>{{note}}',
  },
  callbackReached: { ru: 'Перезвонили', pl: 'Oddzwoniono', en: 'Called back' },
  callbackNotReached: {
    ru: 'Перезвонили, никто не ответил',
    pl: 'Oddzwoniono, nikt nie odebrał',
    en: 'Called back, nobody answered',
  },
  callbackCancelled: {
    ru: 'Перезванивать не нужно',
    pl: 'Oddzwanianie odwołano',
    en: 'The call back was cancelled',
  },
  case: {
    ru: 'Открыто дело <b>{{case}}</b>',
    pl: 'Otwarto sprawę <b>{{case}}</b>',
    en: 'Case <b>{{case}}</b> opened',
  },
  caseClosed: {
    ru: 'Дело <b>{{case}}</b> закрыто, {{name}}',
    pl: 'Zamknięto sprawę <b>{{case}}</b>, {{name}}',
    en: 'Case <b>{{case}}</b> closed, {{name}}',
  },
  caseReopened: {
    ru: 'Дело <b>{{case}}</b> снова открыто, {{name}}',
    pl: 'Sprawa <b>{{case}}</b> otwarta ponownie, {{name}}',
    en: 'Case <b>{{case}}</b> opened again, {{name}}',
  },
  tagGone: {
    ru: 'Снята метка <b>{{tag}}</b>',
    pl: 'Usunięto etykietę <b>{{tag}}</b>',
    en: 'Tag <b>{{tag}}</b> taken off',
  },
  handedOver: {
    ru: 'Бот передал оператору{{name}}',
    pl: 'Bot przekazał rozmowę{{name}}',
    en: 'The bot handed over{{name}}',
  },
  toName: { ru: ': {{name}}', pl: ': {{name}}', en: ' to {{name}}' },
  field: {
    ru: '{{field}}: <b>{{value}}</b>{{by}}',
    pl: '{{field}}: <b>{{value}}</b>{{by}}',
    en: '{{field}}: <b>{{value}}</b>{{by}}',
  },
  fieldCleared: {
    ru: 'Поле «{{field}}» очищено{{by}}',
    pl: 'Wyczyszczono pole „{{field}}”{{by}}',
    en: 'Field “{{field}}” cleared{{by}}',
  },
  by: { ru: ', {{name}}', pl: ', {{name}}', en: ', {{name}}' },
  tag: { ru: 'Метка <b>{{tag}}</b>', pl: 'Etykieta <b>{{tag}}</b>', en: 'Tag <b>{{tag}}</b>' },
  promise: {
    ru: 'Обещали <b>{{text}}</b>, срок {{due}}',
    pl: 'Obietnica <b>{{text}}</b>, termin {{due}}',
    en: 'Promised <b>{{text}}</b>, due {{due}}',
  },
  promiseKept: { ru: 'Обещание выполнено', pl: 'Obietnica dotrzymana', en: 'Promise kept' },
  promiseBroken: { ru: 'Обещание нарушено', pl: 'Obietnica złamana', en: 'Promise broken' },
  csat: {
    ru: 'Оценка <b>{{score}} из 5</b>{{comment}}',
    pl: 'Ocena <b>{{score}} na 5</b>{{comment}}',
    en: 'Rated <b>{{score}} of 5</b>{{comment}}',
  },
  voicemail: {
    ru: 'Голосовое сообщение <b>{{length}}</b>{{text}}',
    pl: 'Wiadomość głosowa <b>{{length}}</b>{{text}}',
    en: 'Voicemail <b>{{length}}</b>{{text}}',
  },
  heldPerson: {
    ru: '<b>Запрет на удаление</b> всех записей клиента, {{name}}{{why}}',
    pl: '<b>Blokada usuwania</b> wszystkich nagrań klienta, {{name}}{{why}}',
    en: '<b>Legal hold</b> on everything of this customer, {{name}}{{why}}',
  },
  heldCall: {
    ru: '<b>Запрет на удаление</b> записи одного звонка, {{name}}{{why}}',
    pl: '<b>Blokada usuwania</b> nagrania jednej rozmowy, {{name}}{{why}}',
    en: '<b>Legal hold</b> on one call, {{name}}{{why}}',
  },
  holdLifted: {
    ru: '<b>Запрет на удаление снят</b>, {{name}}{{why}}',
    pl: '<b>Blokadę usuwania zdjęto</b>, {{name}}{{why}}',
    en: '<b>Legal hold lifted</b>, {{name}}{{why}}',
  },
  quote: { ru: ': «{{text}}»', pl: ': „{{text}}”', en: ': “{{text}}”' },
  merge: {
    ru: 'Похоже, есть ещё карточка этого человека: совпал {{key}}',
    pl: 'Ta osoba może mieć drugą kartę: zgadza się {{key}}',
    en: 'This person may have another card: same {{key}}',
  },
  mergeAuto: {
    ru: 'Карточки связаны сами: совпал <b>{{key}}</b>',
    pl: 'Karty połączyły się same: zgadza się <b>{{key}}</b>',
    en: 'Cards linked by themselves: same <b>{{key}}</b>',
  },
  keyPhone: { ru: 'телефон', pl: 'telefon', en: 'phone number' },
  keyEmail: { ru: 'адрес почты', pl: 'e-mail', en: 'e-mail' },
  keyLoyalty: { ru: 'номер карты клуба', pl: 'numer karty klubu', en: 'loyalty card' },
  keyOther: { ru: 'адрес', pl: 'adres', en: 'address' },
  andMore: {
    ru: {
      one: '{{first}} и ещё {{count}}',
      few: '{{first}} и ещё {{count}}',
      many: '{{first}} и ещё {{count}}',
    },
    pl: {
      one: '{{first}} i jeszcze {{count}}',
      few: '{{first}} i jeszcze {{count}}',
      many: '{{first}} i jeszcze {{count}}',
    },
    en: { one: '{{first}} and {{count}} more', other: '{{first}} and {{count}} more' },
  },
  foldPages: {
    ru: {
      one: '<b>{{count}} страница</b>',
      few: '<b>{{count}} страницы</b>',
      many: '<b>{{count}} страниц</b>',
    },
    pl: { one: '<b>{{count}} strona</b>', few: '<b>{{count}} strony</b>', many: '<b>{{count}} stron</b>' },
    en: { one: '<b>{{count}} page</b>', other: '<b>{{count}} pages</b>' },
  },
  foldProducts: {
    ru: { one: '<b>{{count}} товар</b>', few: '<b>{{count}} товара</b>', many: '<b>{{count}} товаров</b>' },
    pl: {
      one: '<b>{{count}} produkt</b>',
      few: '<b>{{count}} produkty</b>',
      many: '<b>{{count}} produktów</b>',
    },
    en: { one: '<b>{{count}} product</b>', other: '<b>{{count}} products</b>' },
  },
  foldOther: {
    ru: {
      one: '<b>{{count}} событие</b>',
      few: '<b>{{count}} события</b>',
      many: '<b>{{count}} событий</b>',
    },
    pl: {
      one: '<b>{{count}} zdarzenie</b>',
      few: '<b>{{count}} zdarzenia</b>',
      many: '<b>{{count}} zdarzeń</b>',
    },
    en: { one: '<b>{{count}} event</b>', other: '<b>{{count}} events</b>' },
  },
  foldSearches: {
    ru: { one: '<b>{{count}} поиск</b>', few: '<b>{{count}} поиска</b>', many: '<b>{{count}} поисков</b>' },
    pl: {
      one: '<b>{{count}} wyszukiwanie</b>',
      few: '<b>{{count}} wyszukiwania</b>',
      many: '<b>{{count}} wyszukiwań</b>',
    },
    en: { one: '<b>{{count}} search</b>', other: '<b>{{count}} searches</b>' },
  },
  foldCampaigns: {
    ru: {
      one: '<b>{{count}} рассылка</b>',
      few: '<b>{{count}} рассылки</b>',
      many: '<b>{{count}} рассылок</b>',
    },
    pl: {
      one: '<b>{{count}} wysyłka</b>',
      few: '<b>{{count}} wysyłki</b>',
      many: '<b>{{count}} wysyłek</b>',
    },
    en: { one: '<b>{{count}} campaign</b>', other: '<b>{{count}} campaigns</b>' },
  },
})

/** States of orders and returns, as shops name them; a state that is not here is shown as it came. */
export const stateTexts = defineTexts('states', {
  created: { ru: 'создан', pl: 'utworzone', en: 'created' },
  prepaid: { ru: 'внесён аванс', pl: 'przedpłacone', en: 'prepaid' },
  paid: { ru: 'оплачен', pl: 'opłacone', en: 'paid' },
  measured: { ru: 'замер сделан', pl: 'zmierzone', en: 'measured' },
  assembled: { ru: 'собран', pl: 'skompletowane', en: 'assembled' },
  split: { ru: 'разделён на части', pl: 'podzielone', en: 'split' },
  shipped: { ru: 'отправлен', pl: 'wysłane', en: 'shipped' },
  late: { ru: 'опаздывает', pl: 'opóźnione', en: 'late' },
  delivered: { ru: 'доставлен', pl: 'dostarczone', en: 'delivered' },
  installed: { ru: 'установлен', pl: 'zamontowane', en: 'installed' },
  'ready-for-pickup': { ru: 'готов к выдаче', pl: 'gotowe do odbioru', en: 'ready to collect' },
  'partly-collected': { ru: 'выдан частично', pl: 'odebrane częściowo', en: 'partly collected' },
  collected: { ru: 'выдан', pl: 'odebrane', en: 'collected' },
  cancelled: { ru: 'отменён', pl: 'anulowane', en: 'cancelled' },
  opened: { ru: 'открыт', pl: 'otwarty', en: 'opened' },
  received: { ru: 'товар принят', pl: 'towar przyjęty', en: 'goods received' },
  refunded: { ru: 'деньги возвращены', pl: 'pieniądze zwrócone', en: 'refunded' },
  exchanged: { ru: 'обменян', pl: 'wymieniony', en: 'exchanged' },
})

/** Where a visit came from, when the visit brings no words of its own. */
export const sourceTexts = defineTexts('sources', {
  search: { ru: 'поиска', pl: 'wyszukiwarki', en: 'search' },
  paid: { ru: 'рекламы', pl: 'reklamy', en: 'an ad' },
  social: { ru: 'соцсетей', pl: 'mediów społecznościowych', en: 'social media' },
  email: { ru: 'письма', pl: 'e-maila', en: 'an e-mail' },
  referral: { ru: 'другого сайта', pl: 'innej strony', en: 'another site' },
  direct: { ru: 'закладки или адреса', pl: 'wejścia bezpośredniego', en: 'a direct link' },
})
