import { cutAtUtm } from './url-parts.ts'
import classes from './target-url.module.css'

/** An address with its UTMs told apart by colour. */
export function TargetUrl({ url }: { readonly url: string }) {
  return (
    <div className={classes.url}>
      {cutAtUtm(url).map((part, index) => (
        <span
          // oxlint-disable-next-line react/no-array-index-key
          key={`${index}${part.kind}`}
          className={part.kind === 'utm' ? `${classes.pair} ${classes[part.name] ?? ''}` : ''}
        >
          {part.text}
        </span>
      ))}
    </div>
  )
}
