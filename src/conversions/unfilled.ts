/**
 * Whether this is what stood in a snippet or template before it was filled in, or what a script has for nothing: as an
 * order's id it would be one order for everybody.
 */
export function isUnfilled(id: string): boolean {
  return unfilled.some((placeholder) => placeholder.test(id))
}

/** Ours, those of templates ({{ id }}, ${id}, <?= $id ?>, %%ID%%, [order_id], {order_id}), and scripts' words for nothing. */
const unfilled = [
  /^[[{<%]*(?:your|the)?[-_ ]?order[-_ ]?(?:id|number|no|name|key)[\]}>%]*$/i,
  /\{\{|\}\}|\$\{|\{%|<\?|<%|%%/,
  /^\{.*\}$|^\[.*\]$|^<.*>$/,
  /^(?:undefined|null|NaN|\[object \w+\])$/,
]
