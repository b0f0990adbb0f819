import { Box, Button, Group, Skeleton, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { monthPageQuery } from '../../queries/leader.ts'
import classes from './month-preview.module.css'

/** The page as it is shared, printed and sent: the document itself, in a frame where no script runs. */
export function MonthPreview({ month }: { readonly month: string }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(monthPageQuery(shopId, month))
  const frame = useRef<HTMLIFrameElement>(null)
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
          onLoad={({ currentTarget }) => {
            const height = currentTarget.contentDocument?.documentElement.scrollHeight
            if (height !== undefined) currentTarget.style.height = `${height + 8}px`
          }}
        />
      )}
    </Box>
  )
}
