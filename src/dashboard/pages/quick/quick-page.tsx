import { Anchor, Button, Card, Code, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Page } from '../../parts/page.tsx'
import { bookmarklet } from './bookmarklet.ts'

/** From the page in the shop straight to its link: on a computer, on a phone, on the command line. */
export function QuickPage() {
  const { t } = useTranslation()
  const code = bookmarklet(window.location.origin)
  return (
    <Page title={t('quick.title')} lead={t('quick.lead')}>
      <Way title={t('quick.desktop.title')} text={t('quick.desktop.text')} isForWide>
        <Bookmark code={code} />
        <Steps of="desktop" />
      </Way>
      <Way title={t('quick.android.title')} text={t('quick.android.text')}>
        <Steps of="android" />
      </Way>
      <Way title={t('quick.iphone.title')} text={t('quick.iphone.text')}>
        <Group>
          <CopyButton text={code} what={t('quick.bookmark')} label={t('quick.iphone.copy')} />
        </Group>
        <Steps of="iphone" />
      </Way>
      <Way title={t('quick.terminal.title')} text={t('quick.terminal.text')} isForWide>
        <Group justify="space-between" align="flex-start" gap="sm">
          <Code block tabIndex={0} p="md" style={{ flex: '1 1 16rem', whiteSpace: 'pre-wrap' }} className="break">
            {command}
          </Code>
          <CopyButton text={command} what={t('quick.terminal.title')} />
        </Group>
      </Way>
      <Text size="sm" c="dimmed">
        <Trans
          i18nKey="quick.more"
          components={{ help: <Anchor component={Link} to="/help/ga4" inherit underline="always" /> }}
        />
      </Text>
    </Page>
  )
}

const command = 'npm run -s tilltrail -- link https://www.shop.example/product --channel instagram'

const steps = {
  desktop: ['quick.desktop.bar', 'quick.desktop.drag', 'quick.desktop.use'],
  android: ['quick.android.install', 'quick.android.share', 'quick.android.choose'],
  iphone: ['quick.iphone.add', 'quick.iphone.edit', 'quick.iphone.use'],
} as const

type WayProps = {
  readonly title: string
  readonly text: string
  /** Of no use on a phone, and left out there. */
  readonly isForWide?: boolean
  readonly children: ReactNode
}

function Way({ title, text, isForWide = false, children }: WayProps) {
  return (
    <Card padding="lg" component="section" {...(isForWide ? { visibleFrom: 'sm' as const } : {})}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="sm" c="dimmed" maw={620} mt={4}>
            {text}
          </Text>
        </div>
        {children}
      </Stack>
    </Card>
  )
}

function Steps({ of }: { readonly of: keyof typeof steps }) {
  const { t } = useTranslation()
  return (
    <List type="ordered" spacing={6} size="sm" maw={640}>
      {steps[of].map((key) => (
        <List.Item key={key}>{t(key)}</List.Item>
      ))}
    </List>
  )
}

/** To be dragged; pressed here it only says so: our own pages let no such code run. */
function Bookmark({ code }: { readonly code: string }) {
  const { t } = useTranslation()
  const [isPressed, setIsPressed] = useState(false)
  const explain = (event: MouseEvent) => {
    event.preventDefault()
    setIsPressed(true)
  }
  return (
    <Group gap="md">
      <Button
        component="a"
        // React refuses such an address as an attribute, rightly so elsewhere.
        ref={(link: HTMLAnchorElement | null) => link?.setAttribute('href', code)}
        variant="light"
        leftSection={<IconBookmark size={18} stroke={1.7} aria-hidden="true" />}
        onClick={explain}
        style={{ cursor: 'grab' }}
      >
        {t('quick.bookmark')}
      </Button>
      <CopyButton text={code} what={t('quick.bookmark')} label={t('quick.copyCode')} />
      <Text size="sm" role="status">
        {isPressed && t('quick.desktop.pressed')}
      </Text>
    </Group>
  )
}
