import { Anchor, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { codeUrl, type QrSettings, qrSettingsQuery } from '../../queries/qr.ts'
import { CodeActions } from './code-actions.tsx'
import { CodePicture } from './code-picture.tsx'
import { areReadable } from './contrast-words.tsx'
import classes from './qr-dialog.module.css'
import { StyleFields } from './style-fields.tsx'

type CodeOf = { readonly id: string; readonly shopId: string; readonly slug: string; readonly shortUrl: string }
type Props = { readonly link: CodeOf; readonly onClose: () => void }

/** A link's code: as it will look, what can be changed for this once, and ways to take it along. */
export function QrDialog({ link, onClose }: Props) {
  const { t } = useTranslation()
  const settings = useQuery(qrSettingsQuery(link.shopId))
  return (
    <Modal opened onClose={onClose} size="xl" title={t('qr.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {settings.error && <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton height={360} />}
      {settings.data && <Code link={link} settings={settings.data} />}
    </Modal>
  )
}

/** How long nothing is changed before the code is drawn anew, in milliseconds. */
const drawMs = 250

function Code({ link, settings }: { readonly link: CodeOf; readonly settings: QrSettings }) {
  const { t } = useTranslation()
  const [style, setStyle] = useState(settings.style)
  const [drawn, setDrawn] = useState(settings.style)
  const change = (next: typeof style) => {
    setStyle(next)
    if (areReadable(next)) setDrawn(next)
  }
  const [shown] = useDebouncedValue(drawn, drawMs)
  return (
    <Stack gap="lg">
      <div className={classes.sides}>
        <Stack gap="sm">
          <CodePicture url={codeUrl(link.id, 'svg', shown)} label={t('qr.picture', { url: link.shortUrl })} />
          <Text size="sm" c="dimmed" className="break">
            {t('qr.says', { url: link.shortUrl })}
          </Text>
          <CodeActions link={link} style={style} isReadable={areReadable(style)} />
        </Stack>
        <StyleFields
          style={style}
          onChange={change}
          error={undefined}
          hasLogo={settings.logo !== null}
          noLogo={
            <Trans i18nKey="qr.field.noLogo" components={{ to: <Anchor component={Link} to="/settings/qr" /> }} />
          }
        />
      </div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t('qr.formats')}
        </Text>
        <Group gap="xs">
          <Button
            variant="subtle"
            size="xs"
            renderRoot={(props) => <Link {...props} to="/qr-sheet" search={{ ids: link.id }} />}
          >
            {t('qr.toSheet')}
          </Button>
          <Button component={Link} to="/settings/qr" variant="subtle" size="xs">
            {t('qr.toStyle')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
