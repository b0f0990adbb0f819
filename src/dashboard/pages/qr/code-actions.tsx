import { Button, Stack } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { ApiProblem } from '../../problem.ts'
import { codeUrl, fetchCode, type QrFormat, type QrStyle } from '../../queries/qr.ts'

type Props = {
  readonly link: { readonly id: string; readonly slug: string }
  readonly style: QrStyle
  /** Whether a code in these colours can be had at all. */
  readonly isReadable: boolean
}

/** The code as a file, or into the clipboard. */
export function CodeActions({ link, style, isReadable }: Props) {
  const { t } = useTranslation()
  const saving = useMutation({
    mutationFn: async (format: QrFormat) =>
      saveFile(await fetchCode(codeUrl(link.id, format, style)), `qr-${link.slug}.${format}`),
  })
  const copying = useMutation({
    mutationFn: () => copyPicture(fetchCode(codeUrl(link.id, 'png', style))),
    onSuccess: () => notify(t('qr.copied'), t),
    onError: (error) => {
      if (!(error instanceof ApiProblem)) notify(t('qr.copyRefused'), t, 'warn')
    },
  })
  const refused = saving.error ?? (copying.error instanceof ApiProblem ? copying.error : undefined)
  const isSaving = (format: QrFormat) => saving.isPending && saving.variables === format
  const act = (doIt: () => void) => () => {
    saving.reset()
    copying.reset()
    doIt()
  }
  return (
    <Stack gap="xs">
      {refused && <ProblemNotice error={refused} />}
      <Button
        leftSection={<IconDownload size={18} />}
        disabled={!isReadable}
        loading={isSaving('svg')}
        onClick={act(() => saving.mutate('svg'))}
      >
        {t('qr.downloadSvg')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} />}
        disabled={!isReadable}
        loading={isSaving('png')}
        onClick={act(() => saving.mutate('png'))}
      >
        {t('qr.downloadPng')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconCopy size={18} />}
        disabled={!isReadable}
        loading={copying.isPending}
        onClick={act(() => copying.mutate())}
      >
        {t('qr.copyPng')}
      </Button>
    </Stack>
  )
}

/** Safari wants the promise itself, within the click; pages on plain http have no clipboard. */
async function copyPicture(picture: Promise<Blob>): Promise<void> {
  const [copied] = await Promise.allSettled([
    Promise.resolve().then(() => navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])),
  ])
  await picture
  if (copied.status === 'rejected') throw copied.reason
}
