import { Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { codeQuery } from '../../queries/qr.ts'
import classes from './code-picture.module.css'

type Props = {
  /** Where it is drawn, as SVG. */
  readonly url: string
  readonly label: string
}

/** A code on white, as on paper, in dark rooms too. The last one stands while the next is drawn. */
export function CodePicture({ url, label }: Props) {
  const { data, error, refetch } = useQuery(codeQuery(url))
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  return (
    <div className={classes.paper}>
      {data ? (
        <img className={classes.code} src={data} alt={label} />
      ) : (
        <Center className={classes.code}>
          <Loader size="sm" />
        </Center>
      )}
    </div>
  )
}
