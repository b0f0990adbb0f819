// The question “How did you hear about us?” in a shop's thank-you page, a guest there like the snippet: it depends on
// nothing, never throws, keeps nothing on the device and sends nothing before somebody answers. In a shadow root, so
// that neither page nor question spoils the other's style. Written for its compressed size.

/** As `GET /-/q/{shop}/options` answers. */
export type Offer = {
  isOn: boolean
  question: string
  otherHint: string
  send: string
  thanks: string
  failed: string
  note: string
  language: string
  options: { id: string; label: string }[]
}

// A policy of the page may forbid style elements; a sheet that is made isn't one.
const STYLE =
  ':host{display:block;font:inherit;color:inherit;text-align:start}form{max-width:30em}fieldset{border:0;margin:0;padding:0;min-width:0}legend{padding:0;font-weight:600;margin-bottom:.5em}label{display:flex;align-items:center;gap:.6em;min-height:2.75em;cursor:pointer}input[type=radio]{width:1.2em;height:1.2em;flex:none;margin:0}p{margin:.5em 0}.o{display:block}.o input{display:block;width:100%;box-sizing:border-box}.o input,button{font:inherit;color:inherit;background:transparent;border:1px solid;border-radius:.5em;min-height:2.75em;padding:.4em .9em}button{font-weight:600;cursor:pointer}:focus-visible{outline:3px solid;outline-offset:2px}[hidden]{display:none}small{display:block;margin-top:.5em}'

attempt(() => {
  const { currentScript } = document
  const script = currentScript || document.querySelector('script[src*="/-/q.js"]')
  if (!(script instanceof HTMLScriptElement)) return
  const { shop = '', order = '', target } = script.dataset
  const address = `${new URL(script.src).origin}/-/q/${encodeURIComponent(shop)}`
  ask(script, { address, order, target }).catch(String)
})

async function ask(script: Element, place: Place) {
  const answer = await fetch(`${place.address}/options`, { credentials: 'omit' })
  const offer: Offer = await answer.json()
  if (offer.isOn) show(offer, script, place)
}

type Place = { address: string; order: string; target: string | undefined }

function show(offer: Offer, script: Element, { address, order, target }: Place) {
  const host = document.createElement('div')
  host.lang = offer.language
  const root = host.attachShadow({ mode: 'open' })
  attempt(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    root.adoptedStyleSheets = [sheet]
  })
  const form = make('form', root)
  const fields = make('fieldset', form)
  make('legend', fields, offer.question)
  const options = offer.options.map(({ id, label }) => {
    const line = make('label', fields)
    const radio = make('input', line)
    radio.type = 'radio'
    radio.name = 'option'
    radio.value = id
    radio.required = true
    line.append(label)
    return radio
  })
  const own = make('label', form, offer.otherHint)
  own.className = 'o'
  own.hidden = true
  const text = make('input', own)
  text.maxLength = 200
  text.autocomplete = 'off'
  const button = make('button', form, offer.send)
  const said = make('p', form)
  said.setAttribute('role', 'status')
  said.tabIndex = -1
  if (offer.note) make('small', form, offer.note)
  form.addEventListener('change', () => {
    own.hidden = !options.some(({ checked, value }) => checked && value === 'other')
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const position = options.findIndex(({ checked }) => checked)
    const picked = options[position]
    if (!picked) return
    button.disabled = true
    // As text: a page's fetch needs no leave for that.
    const body = JSON.stringify({ option: picked.value, text: own.hidden ? '' : text.value, order, position })
    fetch(address, { method: 'POST', body, keepalive: true, credentials: 'omit' })
      .then(({ ok }) => ok)
      .catch(() => false)
      .then((isTaken) => {
        said.textContent = isTaken ? offer.thanks : offer.failed
        button.disabled = isTaken
        if (isTaken) form.replaceChildren(said)
        return said.focus()
      })
      .catch(String)
  })
  const place = target && attempt(() => document.querySelector(target))
  // A script in the head has no place of its own.
  if (place) place.append(host)
  else if (script.closest('head')) document.body.append(host)
  else script.after(host)
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, into: ParentNode, text = '') {
  const element = document.createElement(name)
  element.textContent = text
  into.append(element)
  return element
}

function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
