/** The programs that call: command lines and SDKs in their versions, browsers, consoles, tools of attackers. */
export function activityAgents(): readonly string[] {
  const minor = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  return [
    'console.amazonaws.com',
    'signin.amazonaws.com',
    'AWS Internal',
    ...minor(14).map(
      (version) =>
        `aws-cli/2.${version + 9}.${(version * 7) % 23} md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.9 cfg/retry-mode#standard`,
    ),
    ...minor(20).map(
      (version) =>
        `Boto3/1.34.${version * 6} md/Botocore#1.34.${version * 6} ua/2.0 os/linux#5.10.0 lang/python#3.11.8`,
    ),
    ...minor(16).map(
      (version) =>
        `APN/1.0 HashiCorp/1.0 Terraform/1.${version % 10}.${version} (+https://www.terraform.io) terraform-provider-aws/5.${version * 3}.0 aws-sdk-go-v2/1.26.${version}`,
    ),
    ...minor(14).map(
      (version) => `aws-sdk-java/2.25.${version * 4} Linux/6.1.0 OpenJDK_64-Bit_Server_VM/17.0.10`,
    ),
    ...minor(14).map(
      (version) => `aws-sdk-js/3.5${version}0.0 ua/2.0 os/linux#6.1 lang/js md/nodejs#20.11.1`,
    ),
    ...minor(18).map(
      (version) =>
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version + 118}.0 Safari/537.36`,
    ),
    ...minor(8).map(
      (version) =>
        `Mozilla/5.0 (X11; Linux x86_64; rv:${version + 115}.0) Gecko/20100101 Firefox/${version + 115}.0`,
    ),
    'aws-cli/1.22.34 Python/3.10.12 Linux/5.15.0-kali3-amd64 botocore/1.23.34',
    'aws-cli/2.9.19 Python/3.11.2 Linux/6.6.9-parrot-amd64 source/x86_64',
    'Boto3/1.26.27 Python/3.11.2 Linux/6.1.0-kali9-amd64 Botocore/1.29.27 pacu',
    'TruffleHog',
    'python-requests/2.31.0',
    'curl/8.5.0',
    'S3 Browser/11.6.7 (https://s3browser.com)',
    'CloudBerry/7.4.1',
    'PowerShell/7.4.1 aws-sdk-dotnet-coreclr/3.7.300',
  ];
}
