import type { Picture } from './pictures.ts'

export type ShopLanguage = 'ru' | 'pl' | 'en'
type Words = Record<ShopLanguage, string>
export type Category = 'sofas' | 'chairs' | 'tables' | 'sleep' | 'light' | 'tech'
export type Goods = {
  productId: string
  category: Category
  picture: Picture
  name: Words
  about: Words
  /** Whole roubles and zlotys, taxes included. */
  price: { RUB: number; PLN: number }
}

export const categories: Record<Category, Words> = {
  sofas: { ru: 'Диваны', pl: 'Sofy', en: 'Sofas' },
  chairs: { ru: 'Кресла', pl: 'Fotele', en: 'Chairs' },
  tables: { ru: 'Столы', pl: 'Stoły', en: 'Tables' },
  sleep: { ru: 'Спальня', pl: 'Sypialnia', en: 'Bedroom' },
  light: { ru: 'Свет', pl: 'Światło', en: 'Light' },
  tech: { ru: 'Техника', pl: 'Sprzęt', en: 'Electronics' },
}

/** A shelf of the demo company's goods; ids, names and prices are those of its catalogue. */
export const goods: readonly Goods[] = [
  {
    productId: 'p-001',
    category: 'sofas',
    picture: 'sofa',
    name: {
      ru: 'Диван-кровать «Лагуна» трёхместный, серый',
      pl: 'Sofa rozkładana „Laguna” 3-os., szara',
      en: 'Laguna 3-seat sofa bed, grey',
    },
    about: {
      ru: 'Серый велюр, съёмные чехлы, ящик для белья. Раскладывается одной рукой.',
      pl: 'Szary welur, zdejmowane pokrowce, pojemnik na pościel. Rozkłada się jedną ręką.',
      en: 'Grey velour, removable covers, a box for bedding. Folds out with one hand.',
    },
    price: { RUB: 54900, PLN: 2990 },
  },
  {
    productId: 'p-002',
    category: 'sofas',
    picture: 'corner',
    name: {
      ru: 'Диван угловой «Рига» с ящиком, левый',
      pl: 'Narożnik „Ryga” z pojemnikiem, lewy',
      en: 'Riga corner sofa with storage, left',
    },
    about: {
      ru: 'Рогожка, которой не страшна кошка. Угол собирается слева, ящик на газлифте.',
      pl: 'Tkanina, której niestraszny kot. Narożnik po lewej, pojemnik na podnośniku gazowym.',
      en: 'A weave that does not fear cats. Corner on the left, storage on a gas lift.',
    },
    price: { RUB: 78500, PLN: 4290 },
  },
  {
    productId: 'p-004',
    category: 'chairs',
    picture: 'armchair',
    name: {
      ru: 'Кресло «Бруно» с подлокотниками, терракот',
      pl: 'Fotel „Bruno”, terakota',
      en: 'Bruno armchair, terracotta',
    },
    about: {
      ru: 'Высокая спинка и широкие подлокотники: как раз под чашку и книгу.',
      pl: 'Wysokie oparcie i szerokie podłokietniki: w sam raz na kubek i książkę.',
      en: 'A high back and wide arms: just right for a cup and a book.',
    },
    price: { RUB: 21900, PLN: 1190 },
  },
  {
    productId: 'p-017',
    category: 'chairs',
    picture: 'chair',
    name: {
      ru: 'Стул «Финик» мягкий, горчица',
      pl: 'Krzesło „Daktyl”, musztarda',
      en: 'Date chair, mustard',
    },
    about: {
      ru: 'Мягкое сиденье, ножки из бука. До 120 кг.',
      pl: 'Miękkie siedzisko, bukowe nogi. Do 120 kg.',
      en: 'A soft seat on beech legs. Up to 120 kg.',
    },
    price: { RUB: 6700, PLN: 369 },
  },
  {
    productId: 'p-014',
    category: 'tables',
    picture: 'table',
    name: {
      ru: 'Стол обеденный «Хлебный» раздвижной 140–180',
      pl: 'Stół rozkładany „Chlebny” 140–180',
      en: 'Bread extendable table 140–180',
    },
    about: {
      ru: 'Массив дуба под маслом. Шестерым обычно, восьмерым в праздник.',
      pl: 'Lity dąb olejowany. Dla sześciu na co dzień, dla ośmiu od święta.',
      en: 'Oiled solid oak. Six every day, eight on a holiday.',
    },
    price: { RUB: 24500, PLN: 1349 },
  },
  {
    productId: 'p-015',
    category: 'tables',
    picture: 'desk',
    name: { ru: 'Стол письменный «Зубр» 120 см', pl: 'Biurko „Żubr” 120 cm', en: 'Bison desk 120 cm' },
    about: {
      ru: 'Два ящика и место для проводов. Крышка не боится кофе.',
      pl: 'Dwie szuflady i miejsce na kable. Blat nie boi się kawy.',
      en: 'Two drawers and a place for cables. The top does not mind coffee.',
    },
    price: { RUB: 13200, PLN: 729 },
  },
  {
    productId: 'p-006',
    category: 'sleep',
    picture: 'bed',
    name: {
      ru: 'Кровать «Норма» 160×200 с подъёмным механизмом',
      pl: 'Łóżko „Norma” 160×200 z podnośnikiem',
      en: 'Norma lift-up bed 160×200',
    },
    about: {
      ru: 'Основание поднимается целиком, под ним 600 литров порядка.',
      pl: 'Cały stelaż się unosi, pod nim 600 litrów porządku.',
      en: 'The whole base lifts; 600 litres of order below it.',
    },
    price: { RUB: 43200, PLN: 2390 },
  },
  {
    productId: 'p-010',
    category: 'sleep',
    picture: 'wardrobe',
    name: {
      ru: 'Шкаф-купе «Гранд» 180 см, две двери',
      pl: 'Szafa przesuwna „Grand” 180 cm, 2 drzwi',
      en: 'Grand sliding wardrobe 180 cm, 2 doors',
    },
    about: {
      ru: 'Двери с доводчиком, пять полок и две штанги. Соберём за вечер.',
      pl: 'Drzwi z dociągiem, pięć półek i dwa drążki. Złożymy w jeden wieczór.',
      en: 'Soft-closing doors, five shelves, two rails. We assemble it in an evening.',
    },
    price: { RUB: 49700, PLN: 2690 },
  },
  {
    productId: 'p-029',
    category: 'light',
    picture: 'chandelier',
    name: {
      ru: 'Люстра «Одуванчик» 12 ламп',
      pl: 'Żyrandol „Dmuchawiec” 12 pkt',
      en: 'Dandelion chandelier, 12 lights',
    },
    about: {
      ru: 'Двенадцать тёплых ламп на тонких стеблях. Лампы G9 в комплекте.',
      pl: 'Dwanaście ciepłych żarówek na cienkich łodygach. Żarówki G9 w zestawie.',
      en: 'Twelve warm lamps on thin stems. G9 bulbs included.',
    },
    price: { RUB: 16900, PLN: 929 },
  },
  {
    productId: 'p-030',
    category: 'light',
    picture: 'floor-lamp',
    name: { ru: 'Торшер «Цапля» дерево/лён', pl: 'Lampa podłogowa „Czapla”', en: 'Heron floor lamp' },
    about: {
      ru: 'Льняной абажур, ясеневая тренога, выключатель под ногой.',
      pl: 'Lniany abażur, jesionowy trójnóg, włącznik pod stopą.',
      en: 'Linen shade, ash tripod, a switch under the foot.',
    },
    price: { RUB: 9400, PLN: 519 },
  },
  {
    productId: 'p-037',
    category: 'tech',
    picture: 'tv',
    name: { ru: 'Телевизор «Сияние» 55" 4K', pl: 'Telewizor „Blask” 55" 4K', en: 'Glow TV 55" 4K' },
    about: {
      ru: 'Матовый экран, который не отражает окно. Повесим на стену.',
      pl: 'Matowy ekran, który nie odbija okna. Powiesimy na ścianie.',
      en: 'A matt screen that does not mirror the window. We hang it on the wall.',
    },
    price: { RUB: 49900, PLN: 2749 },
  },
  {
    productId: 'p-057',
    category: 'tech',
    picture: 'vacuum',
    name: {
      ru: 'Робот-пылесос «Жук» с влажной уборкой',
      pl: 'Robot sprzątający „Żuk” z mopem',
      en: 'Beetle robot vacuum with mop',
    },
    about: {
      ru: 'Сам объезжает провода и сам моет тряпку.',
      pl: 'Sam omija kable i sam pierze mopa.',
      en: 'Drives round the cables and washes its own cloth.',
    },
    price: { RUB: 27800, PLN: 1529 },
  },
]

export const goodsById = (productId: string | null): Goods | undefined =>
  goods.find((g) => g.productId === productId)

/** The currency of a shop: zlotys in Poland, roubles elsewhere. */
export const currencyOf = (language: ShopLanguage): 'RUB' | 'PLN' => (language === 'pl' ? 'PLN' : 'RUB')

/** Goods whose name has every word of the query, whatever the case; `ё` is found by `е`. */
export function findGoods(query: string, language: ShopLanguage): Goods[] {
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
  const words = plain(query).split(/\s+/).filter(Boolean)
  return goods.filter((g) => {
    const text = plain(`${g.name[language]} ${categories[g.category][language]}`)
    return words.every((word) => text.includes(word))
  })
}
