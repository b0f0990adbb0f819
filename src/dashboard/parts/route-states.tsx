import { Button, Center, Container, Loader, Stack } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from './empty.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export function LoadingPage() {
  const { t } = useTranslation()
  return (
    <Center mih="50vh">
      <Loader type="dots" aria-label={t('loading')} />
    </Center>
  )
}

export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <Container size="sm" py={80}>
      <ProblemNotice error={error} onRetry={retry} />
    </Container>
  )
}

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Center mih="70vh">
      <Stack>
        <Empty icon={<IconMapOff size={24} />} title={t('notFound.title')} next={t('notFound.next')}>
          <Button component={Link} to="/links">
            {t('notFound.back')}
          </Button>
        </Empty>
      </Stack>
    </Center>
  )
}
