import { Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mediumOfChannel, sourceOfChannel } from '../../../links/channel.ts'
import { tidy } from '../../../links/tidy.ts'
import { buildTarget } from '../../../links/utm.ts'
import { contentOf, type Draft, type Link } from '../../queries/links.ts'
import { cutAtUtm } from './url-parts.ts'
import classes from './url-preview.module.css'

type Props = { readonly draft: Draft; readonly preview: Link | undefined }

/**
 * The URL as it grows: built at every key by the code that the server runs; its channel and warnings follow from the
 * server's preview.
 */
export function UrlPreview({ draft, preview }: Props) {
  const { t } = useTranslation()
  const target = /^https?:\/\/./i.test(draft.destination) ? growTarget(draft) : ''
  return (
    <div className={classes.box} aria-live="polite">
      <Text className="label" fw={500} mb={4}>
        {t('builder.preview.label')}
      </Text>
      {target === '' ? (
        <Text size="sm" c="dimmed">
          {t('builder.preview.empty')}
        </Text>
      ) : (
        <div className={classes.url}>
          {cutAtUtm(target).map((part, index) => (
            <span
              // oxlint-disable-next-line react/no-array-index-key
              key={`${index}${part.kind}`}
              className={part.kind === 'utm' ? `${classes.pair} ${classes[part.name] ?? ''}` : ''}
            >
              {part.text}
            </span>
          ))}
        </div>
      )}
      {preview && target !== '' && <Judgement preview={preview} />}
    </div>
  )
}

function Judgement({ preview }: { readonly preview: Link }) {
  const { t } = useTranslation()
  return (
    <Stack gap={6} mt="sm">
      <Text size="sm" c="dimmed">
        {t('builder.preview.ga4', { channel: preview.ga4Channel })}
      </Text>
      {preview.warnings.map(({ code, field, message, suggestion }) => (
        <Group key={`${code} ${field}`} gap={8} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={18} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
          <Text size="sm" className="break">
            {message} {suggestion && t('builder.preview.instead', { suggestion })}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

function growTarget(draft: Draft): string {
  const { destination, channel, campaign, more } = draft
  const optional = { content: contentOf(draft), term: more.term.trim() }
  return buildTarget(destination, {
    source: sourceOfChannel(channel),
    medium: mediumOfChannel(channel),
    campaign: tidy(campaign),
    ...(optional.content === '' ? {} : { content: optional.content }),
    ...(optional.term === '' ? {} : { term: optional.term }),
  })
}
