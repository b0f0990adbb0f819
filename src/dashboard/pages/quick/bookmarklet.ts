/**
 * A bookmark that hands the page somebody looks at to the builder of the dashboard at `origin` (https://go.shop.example). It
 * opens a tab of its own, or goes there where a browser lets no tab open. Without spaces and percent signs, which
 * browsers change in bookmarks.
 */
export function bookmarklet(origin: string): string {
  const target = `'${origin}/app/links?url='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)`
  return `javascript:(function(u,w){w=open(u);w?w.opener=null:location.href=u})(${target})`
}
