// Fjellkaffe's pages. Each has a data-page on its body, and one function here.

import { addToBasket, basketLines, basketTotals, emptyBasket, setQuantity, toDecimal, toPrice } from './basket.js'
import { askAgain, askConsent, track } from './consent.js'
import { drawProduct, findProduct, products } from './products.js'

const CURRENCY = 'NOK'
const pages = {
  front: showFront,
  product: showProduct,
  basket: showBasket,
  checkout: showCheckout,
  'thank-you': showThanks,
}

askConsent()
pages[document.body.dataset.page]()
showBasketCount()
find('#ask-again').addEventListener('click', askAgain)

function showFront() {
  find('#products').innerHTML = products
    .map(
      (
        product,
      ) => `<li class="card"><a href="product.html?id=${product.id}">${drawProduct(product)}<h3>${product.name}</h3></a>
        <p>${product.kind}</p><p class="price">${toPrice(product.priceOre)}</p></li>`,
    )
    .join('')
  find('#newsletter').addEventListener('submit', (event) => {
    event.preventDefault()
    // The sign-up is the lead; the address itself is nobody else's business.
    track('lead')
    event.target.replaceWith(paragraph('Welcome! The next letter comes on Thursday, with a recipe.'))
  })
}

function showProduct() {
  const product = findProduct(new URLSearchParams(location.search).get('id')) ?? products[0]
  document.title = `${product.name} · Fjellkaffe`
  find('#art').innerHTML = drawProduct(product)
  find('#name').textContent = product.name
  find('#kind').textContent = product.kind
  find('#story').textContent = product.story
  find('#price').textContent = toPrice(product.priceOre)
  find('#facts').replaceChildren(...product.facts.map((fact) => element('li', fact)))
  find('#add').addEventListener('click', () => {
    addToBasket(product.id)
    track('add_to_cart', { value: toDecimal(product.priceOre), currency: CURRENCY })
    showBasketCount()
    find('#added').hidden = false
  })
}

function showBasket() {
  fillBasket()
  find('#lines').addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button) return
    setQuantity(button.dataset.id, Number(button.dataset.to))
    fillBasket()
    showBasketCount()
    find(`#lines [aria-label="${button.ariaLabel}"]`)?.focus()
  })
}

function fillBasket() {
  const lines = basketLines()
  find('#empty').hidden = lines.length > 0
  find('#filled').hidden = lines.length === 0
  find('#lines').innerHTML = lines
    .map(
      ({ product, quantity, sumOre }) => `<li><a href="product.html?id=${product.id}">${drawProduct(product)}</a>
        <div><h2>${product.name}</h2><p>${product.kind}</p></div>
        <div class="quantity"><button type="button" data-id="${product.id}" data-to="${quantity - 1}" aria-label="One ${product.name} less">−</button>
        <span>${quantity}</span><button type="button" data-id="${product.id}" data-to="${quantity + 1}" aria-label="One ${product.name} more">+</button></div>
        <p class="price">${toPrice(sumOre)}</p></li>`,
    )
    .join('')
  showTotals()
}

function showCheckout() {
  if (basketLines().length === 0) return location.replace('basket.html')
  showTotals()
  const { totalOre } = basketTotals()
  track('begin_checkout', { value: toDecimal(totalOre), currency: CURRENCY })
  // The order travels in the address, so that the thank-you page can be loaded again: it still counts once.
  find('#checkout').addEventListener('submit', () => {
    const { totalOre, taxOre, shippingOre } = basketTotals()
    const order = { order: makeOrderId(), value: totalOre, tax: taxOre, shipping: shippingOre }
    for (const [name, value] of Object.entries(order)) {
      find(`input[name=${name}]`).value = name === 'order' ? value : toDecimal(value)
    }
    emptyBasket()
  })
}

function showThanks() {
  const order = new URLSearchParams(location.search)
  if (!order.get('order')) return location.replace('index.html')
  const purchase = {
    orderId: order.get('order'),
    value: order.get('value'),
    tax: order.get('tax'),
    shipping: order.get('shipping'),
    currency: CURRENCY,
  }
  track('purchase', purchase, (ping) => {
    find('#ping').textContent = JSON.stringify(ping, null, 2)
    find(ping.click ? '#with-click' : '#without-click').hidden = false
    find('#what-happened').hidden = false
  })
}

function showTotals() {
  const { goodsOre, shippingOre, taxOre, totalOre, freeFromOre } = basketTotals()
  find('#goods').textContent = toPrice(goodsOre)
  find('#shipping').textContent = shippingOre ? toPrice(shippingOre) : 'Free'
  find('#tax').textContent = toPrice(taxOre)
  find('#total').textContent = toPrice(totalOre)
  find('#until-free').textContent = shippingOre ? `${toPrice(freeFromOre - goodsOre)} more and shipping is free.` : ''
}

function showBasketCount() {
  const count = basketLines().reduce((total, line) => total + line.quantity, 0)
  find('#basket-count').textContent = count ? String(count) : ''
}

function makeOrderId() {
  const random = crypto.getRandomValues(new Uint32Array(1))[0].toString(36).toUpperCase()
  return `FK-${Date.now().toString(36).toUpperCase()}-${random}`
}

function find(selector) {
  return document.querySelector(selector)
}

function element(tag, text) {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

function paragraph(text) {
  return element('p', text)
}
