import { Box, Button, Group, Skeleton, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { monthPageQuery } from '../../queries/leader.ts'
import classes from './month-preview.module.css'

/** Room for the frame's border and for parts of a pixel. */
const sparePixels = 8

/** The page as it is shared, printed and sent: the document itself, in a frame where no script runs. */
export function MonthPreview({ month }: { readonly month: string }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(monthPageQuery(shopId, month))
  const frame = useRef<HTMLIFrameElement>(null)
  const showWhole = useWholePage(frame)
  return (
    <Box component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('leader.preview')}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrinter size={16} />}
          title={t('views.printHint')}
          disabled={data === undefined}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          {t('leader.print')}
        </Button>
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        !error && <Skeleton height={500} radius="lg" />
      ) : (
        <iframe
          ref={frame}
          className={classes.frame}
          title={t('leader.preview')}
          // Its height is read, and it may be printed; nothing in it runs.
          sandbox="allow-same-origin allow-modals"
          srcDoc={data}
          onLoad={showWhole}
        />
      )}
    </Box>
  )
}

/** To be called when a page has loaded: keeps the frame as high as that page, which is higher the narrower it gets. */
function useWholePage(frame: RefObject<HTMLIFrameElement | null>): () => void {
  const [page, setPage] = useState<HTMLElement>()
  useEffect(() => {
    if (!page) return undefined
    const observer = new ResizeObserver(() => {
      // Not `scrollHeight`: that is the frame's own height at least, so it would never shrink.
      if (frame.current) frame.current.style.height = `${page.offsetHeight + sparePixels}px`
    })
    observer.observe(page)
    return () => observer.disconnect()
  }, [frame, page])
  return () => setPage(frame.current?.contentDocument?.documentElement)
}
