// What Fjellkaffe sells. Prices in øre, VAT included: 15 % on food, 25 % on everything else.

export const products = [
  {
    id: 'morgenlys',
    name: 'Morgenlys',
    kind: 'Ethiopia · light roast · 250 g',
    priceOre: 14900,
    vatPercent: 15,
    story: 'Bergamot, apricot and a clean finish. Washed, grown at 2,000 metres in Guji, roasted on Tuesdays.',
    facts: ['Guji, Ethiopia', 'Washed', 'Filter, Aeropress'],
    art: { shape: 'bag', colour: '#d98e3f', ridge: '#8c4f1f' },
  },
  {
    id: 'vidde',
    name: 'Vidde',
    kind: 'Colombia · medium roast · 250 g',
    priceOre: 13900,
    vatPercent: 15,
    story: 'Milk chocolate, red apple, brown sugar. The one that stands on our own kitchen table every day.',
    facts: ['Huila, Colombia', 'Washed', 'Filter, moka pot'],
    art: { shape: 'bag', colour: '#5d8a6b', ridge: '#2f5240' },
  },
  {
    id: 'balbrygg',
    name: 'Bålbrygg',
    kind: 'Brazil and Sumatra · dark roast · 250 g',
    priceOre: 12900,
    vatPercent: 15,
    story: 'Dark chocolate, walnut and a little smoke. Ground coarse for the kettle over the fire.',
    facts: ['Cerrado and Gayo', 'Natural', 'Camp kettle, French press'],
    art: { shape: 'bag', colour: '#6b4a5e', ridge: '#3a2433' },
  },
  {
    id: 'kokekopp',
    name: 'Kokekopp',
    kind: 'Enamel mug · 35 cl',
    priceOre: 19900,
    vatPercent: 25,
    story: 'Steel, two coats of enamel, a rim you can hit on a rock. Ours are from 2019 and still on duty.',
    facts: ['35 cl', 'Steel and enamel', 'Dishwasher safe'],
    art: { shape: 'mug', colour: '#3d6a8a', ridge: '#dfe9ee' },
  },
  {
    id: 'dripper',
    name: 'Tind dripper',
    kind: 'Ceramic · 1–2 cups',
    priceOre: 34900,
    vatPercent: 25,
    story: 'Thrown in Valdres with ribs that let the water breathe. Takes ordinary 02 filters.',
    facts: ['Size 02', 'Stoneware', 'Made in Valdres'],
    art: { shape: 'dripper', colour: '#c9b79c', ridge: '#7d6b52' },
  },
  {
    id: 'smakspakke',
    name: 'Smakspakke',
    kind: 'Three coffees · 3 × 100 g',
    priceOre: 18900,
    vatPercent: 15,
    story: 'Light, medium and dark side by side, with a card for your own notes. The usual first order.',
    facts: ['3 × 100 g', 'Whole beans', 'Fits the letter box'],
    art: { shape: 'box', colour: '#b5563f', ridge: '#f0dfc8' },
  },
]

export function findProduct(id) {
  return products.find((product) => product.id === id)
}

/** A product's picture as SVG text, made of our own constants only. */
export function drawProduct({ name, art }) {
  const shapes = { bag: drawBag, mug: drawMug, dripper: drawDripper, box: drawBox }
  return `<svg viewBox="0 0 200 200" role="img" aria-label="${name}"><ellipse cx="100" cy="178" rx="62" ry="9" fill="#000" opacity=".13"/>${shapes[art.shape](art)}</svg>`
}

function drawBag({ colour, ridge }) {
  return `<path d="M52 44h96l8 132q-56 8-112 0z" fill="${colour}"/><path d="M52 44h96l1-20H51z" fill="${ridge}"/>
    <path d="M51 34h98" stroke="#fff" stroke-opacity=".35" stroke-width="2"/>
    <path d="M48 128l26-34 16 18 24-36 38 52 1 18H47z" fill="${ridge}" opacity=".75"/><path d="M114 76l10 14-10 6-9-7z" fill="#fff" opacity=".85"/>
    <rect x="68" y="140" width="64" height="24" rx="2" fill="#fbf6ee"/><path d="M76 149h48M76 156h30" stroke="${ridge}" stroke-width="3"/>`
}

function drawMug({ colour, ridge }) {
  return `<path d="M140 84h14q22 0 22 26t-22 28h-16" fill="none" stroke="${colour}" stroke-width="12"/>
    <path d="M48 62h96v96q0 18-18 18H66q-18 0-18-18z" fill="${colour}"/><rect x="44" y="56" width="104" height="10" rx="5" fill="${ridge}"/>
    <path d="M48 140l22-30 14 14 18-26 42 46v14q0 6-2 10H50z" fill="${ridge}" opacity=".35"/>
    <path d="M80 40q-8-10 0-18t0-16M110 42q-8-10 0-18t0-16" fill="none" stroke="${colour}" stroke-opacity=".4" stroke-width="5" stroke-linecap="round"/>`
}

function drawDripper({ colour, ridge }) {
  return `<path d="M40 52h120l-38 70H78z" fill="${colour}"/><path d="M62 58l24 60M84 58l8 60M116 58l-8 60M138 58l-24 60" stroke="${ridge}" stroke-width="3" opacity=".6"/>
    <rect x="34" y="44" width="132" height="11" rx="5" fill="${ridge}"/><rect x="56" y="120" width="88" height="10" rx="5" fill="${ridge}"/>
    <path d="M68 134h64l-4 36q-28 8-56 0z" fill="${ridge}" opacity=".28"/><path d="M70 154h60l-2 16q-28 8-56 0z" fill="#4a2c1a"/>`
}

function drawBox({ colour, ridge }) {
  return `<path d="M36 70l64-22 64 22v78l-64 28-64-28z" fill="${colour}"/><path d="M100 94v82l64-28V70z" fill="#000" opacity=".16"/>
    <path d="M36 70l64 24 64-24-64-22z" fill="#fff" opacity=".22"/><path d="M62 60l66 24v24l-12-6-10 10V92L44 67z" fill="${ridge}" opacity=".9"/>
    <path d="M46 134l16-20 8 9 12-16 12 20v30l-48-18z" fill="${ridge}" opacity=".5"/>`
}
