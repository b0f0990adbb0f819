import { Anchor, Box, Card, Code, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Page } from '../../parts/page.tsx'
import { useSession, useShop } from '../../parts/shop.tsx'
import { FirstOrder } from './first-order.tsx'
import { apiCall, consentCall, pixelTag, purchaseCall, scriptTag, type SnippetParts } from './snippets.ts'

/** How the shop tells of its orders: to copy and paste, with word when the first one has come. */
export function InstallPage() {
  const { t } = useTranslation()
  const { publicUrl, clickParam } = useSession()
  const { id: shopId, currency, tracking } = useShop()
  const parts: SnippetParts = { publicUrl, clickParam, shopId, currency, tracking }
  return (
    <Page title={t('install.title')} lead={t('install.lead')}>
      <FirstOrder />
      <Card padding={0} component="section">
        <Step number={1} title={t('install.script.title')} text={t('install.script.text')} code={scriptTag(parts)} />
        <Step
          number={2}
          title={t('install.purchase.title')}
          text={t('install.purchase.text')}
          code={purchaseCall(parts)}
        />
        {tracking === 'consent' && (
          <Step
            id="consent"
            number={3}
            title={t('install.consent.title')}
            text={t('install.consent.text')}
            code={consentCall()}
          />
        )}
      </Card>
      <div>
        <Title order={2}>{t('install.other')}</Title>
        <Text c="dimmed" size="sm" mt={4}>
          {t('install.otherLead')}
        </Text>
      </div>
      <Card padding={0} component="section">
        <Step title={t('install.pixel.title')} text={t('install.pixel.text')} code={pixelTag(parts)} />
        <Step
          title={t('install.api.title')}
          text={
            <Trans
              i18nKey="install.api.text"
              components={{ settings: <Anchor component={Link} to="/settings" inherit underline="always" /> }}
            />
          }
          code={apiCall(parts)}
        />
      </Card>
    </Page>
  )
}

type StepProps = {
  readonly id?: string
  readonly number?: number
  readonly title: string
  readonly text: ReactNode
  readonly code: string
}

function Step({ id, number, title, text, code }: StepProps) {
  return (
    <Box
      p="lg"
      {...(id ? { id } : {})}
      style={{ borderTop: number === 1 ? 'none' : '1px solid var(--line)', scrollMarginTop: '4.5rem' }}
    >
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <Group gap="md" wrap="nowrap" align="flex-start" style={{ flex: '1 1 18rem' }}>
          {number !== undefined && (
            <ThemeIcon radius="xl" size={32} variant="light">
              {number}
            </ThemeIcon>
          )}
          <Stack gap={2}>
            <Title order={number === undefined ? 3 : 2} size="h3">
              {title}
            </Title>
            <Text size="sm" c="dimmed" maw={560}>
              {text}
            </Text>
          </Stack>
        </Group>
        <CopyButton text={code} what={title} />
      </Group>
      <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} p="md">
        {code}
      </Code>
    </Box>
  )
}
